"""Bringing a database up to date, and refusing one that this key cannot read."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from aid.store.base import KeyCheck
from aid.store.secrets import WrongKey

SCRIPTS = Path(__file__).with_name("migrations")
_WORDS = "wobanglin"


def upgrade(engine: Engine) -> None:
    """Apply the migrations that are missing, then check the key.

    Raises WrongKey when the database was written with another key.
    """
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    check_key(engine)


def check_key(engine: Engine) -> None:
    """Compare the key with the one row written at first start; write it when there is none."""
    with Session(engine) as session, session.begin():
        try:
            found = session.scalars(select(KeyCheck)).first()
        except WrongKey:
            raise WrongKey("密钥与数据库不符: 请恢复原来的密钥 (WOBANGLIN_SECRET_KEY 或 var/secret.key), 或换一个空数据库") from None
        if found is None:
            session.add(KeyCheck(id=1, token=_WORDS))
        elif found.token != _WORDS:
            raise WrongKey("key_check 行被改动过")
