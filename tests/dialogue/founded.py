"""The store that every town begins with: the people of `town.toml`, made once and copied."""

from __future__ import annotations

import sqlite3
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cryptography.fernet import Fernet
from sqlalchemy import Engine, event, select

from aid.clock import FixedClock
from aid.community import read_community
from aid.people.model import Address
from aid.people.service import hash_of
from aid.store.engine import open_engine
from aid.store.migrate import upgrade
from aid.store.secrets import Cipher
from aid.store.work import Unit, Work
from cli import sample
from cli.settings import ROOT

PEOPLE = Path(__file__).with_name("town.toml")
CHANNEL = "telegram"
# A Wednesday morning in 福清, outside every quiet hour.
START = datetime.fromisoformat("2026-09-16T09:30:00+08:00")
FIRST_CHAT = 700_000_001


@dataclass(frozen=True)
class Founded:
    """A store with the people of `town.toml` in it, made once and copied for each town: name → chat, and the file.

    The towns stand one after another in one place, behind one engine: what it has compiled once serves all of them.
    """

    chats: Mapping[str, int]
    file: bytes
    engine: Engine

    @classmethod
    def new(cls, folder: Path) -> Founded:
        path, chats = folder / "town.db", {}
        engine = open_engine(f"sqlite:///{path}", Cipher(Fernet.generate_key().decode()))
        event.listen(engine, "connect", _hurry)
        upgrade(engine)
        work = Work(engine, FixedClock(START), read_community(ROOT / "community.toml"))

        def move_to_telegram(unit: Unit) -> None:
            for number, address in enumerate(unit.session.scalars(select(Address).order_by(Address.id)), FIRST_CHAT):
                chats[address.value] = number
                address.channel, address.value = CHANNEL, str(number)
                address.value_hash = hash_of(unit, CHANNEL, str(number))

        work.write("sample", sample.load, tomllib.loads(PEOPLE.read_text(encoding="utf-8")))
        work.write("sample", move_to_telegram)
        engine.dispose()  # the last connection folds the write-ahead log into the file
        return cls(chats, path.read_bytes(), engine)


def _hurry(connection: sqlite3.Connection, _record: object) -> None:
    connection.execute("PRAGMA synchronous=OFF")  # no power fails in these tests
