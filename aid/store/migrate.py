"""Bringing a database up to date, and refusing one that this key cannot read."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, inspect, select
from sqlalchemy.orm import Session

from aid.store.base import KeyCheck
from aid.store.secrets import WrongKey
from aid.store.types import cipher_of

SCRIPTS = Path(__file__).with_name("migrations")
_WORDS = "wobanglin"


def upgrade(engine: Engine) -> None:
    """Check the key, then apply the migrations that are missing: some of them encrypt and hash.

    Raises WrongKey when the database was written with another key; then nothing has been changed.
    """
    if inspect(engine).has_table(KeyCheck.__tablename__):
        _compare(engine)
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    check_key(engine)


def check_key(engine: Engine) -> None:
    """Compare the key with the one row written at first start; write it when there is none."""
    _compare(engine)
    with Session(engine) as session, session.begin():
        found = session.scalars(select(KeyCheck)).first()
        if found is None:
            found = KeyCheck(id=1, token=_WORDS)
            session.add(found)
        if found.fingerprint is None:
            found.fingerprint = cipher_of(engine.dialect).fingerprint


def _compare(engine: Engine) -> None:
    """Raise WrongKey unless this key wrote the database, however old its tables are; learn which key hashes."""
    known = {column["name"] for column in inspect(engine).get_columns(KeyCheck.__tablename__)}
    with engine.connect().execution_options(read_only=True) as connection:
        try:
            token = connection.scalar(select(KeyCheck.token))
            fingerprint = connection.scalar(select(KeyCheck.fingerprint)) if "fingerprint" in known else None
            if fingerprint:
                cipher_of(engine.dialect).settle(fingerprint)
        except WrongKey:
            raise WrongKey("密钥与数据库不符: 请恢复原来的密钥 (WOBANGLIN_SECRET_KEY 或 var/secret.key), 或换一个空数据库") from None
    if token is not None and token != _WORDS:
        raise WrongKey("key_check 行被改动过")
