"""Backups: whole, encrypted, from either engine into either, and never over anything."""

from __future__ import annotations

import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from cryptography.fernet import Fernet
from sqlalchemy import Engine, func, insert, select

from aid.people.model import Person
from aid.people.verify import breaks, chains
from aid.store.base import Base, KeyCheck
from aid.store.copies import BadBackup, back_up, is_empty, restore
from aid.store.engine import open_engine
from aid.store.migrate import SCRIPTS, upgrade
from aid.store.secrets import Cipher, WrongKey
from aid.store.work import Work
from cli.settings import ROOT
from tests.integration.compound import HOUR, LEAK, START, Compound, opens


@pytest.fixture
def target(empty_url: str, key: str) -> Iterator[Engine]:
    """An empty database on either engine."""
    engine = open_engine(empty_url, Cipher(key))
    yield engine
    engine.dispose()


def everything(engine: Engine) -> dict[str, list[str]]:
    """Every row of every table, decrypted."""
    with engine.connect().execution_options(read_only=True) as connection:
        return {
            table.name: [repr(tuple(row)) for row in connection.execute(select(table).order_by(*table.primary_key))]
            for table in Base.metadata.sorted_tables
        }


def test_what_comes_back_is_what_was_there(compound: Compound, target: Engine, tmp_path: Path) -> None:
    """From SQLite and PostgreSQL into SQLite and PostgreSQL: every row, the trail whole, and it goes on from there."""
    opens(compound)
    compound.taps("chen", "接单")
    file = tmp_path / "kept" / "wobanglin.backup"
    seen: list[tuple[int, int]] = []
    back_up(compound.work.engine, file, lambda done, total: seen.append((done, total)))
    assert stat.S_IMODE(file.stat().st_mode) == 0o600 and seen and [each.name for each in file.parent.iterdir()] == [file.name]
    content = file.read_bytes()
    assert not [words for words in (LEAK, "吴阿姨", "13800000001") if words.encode() in content]
    restore(file, target)
    before = everything(compound.work.engine)
    assert everything(target) == before
    restored = Compound(Work(target, compound.clock, compound.work.community), compound.clock, ids=compound.ids, seen=compound.seen)
    restored._numbers = compound._numbers
    restored.taps("chen", "办好了")
    assert opens(restored, "he") == 2, "numbers go on where they stood"
    with restored.work.read() as unit:
        assert not [found for chain in chains(unit) for found in breaks(unit, chain)]


def test_a_morning_digest_comes_back_too(small: Compound, target: Engine, tmp_path: Path) -> None:
    """Rows that refer to rows of their own table are written in an order that every engine takes."""
    small.sleeps_until(START.replace(hour=23))
    opens(small)
    opens(small, "he")
    small.passes(9 * HOUR)
    assert small.got("captain3", "digest") == 1
    file = tmp_path / "kept" / "wobanglin.backup"
    back_up(small.work.engine, file)
    restore(file, target)
    assert everything(target) == everything(small.work.engine)


def test_nothing_is_ever_written_over(small: Compound, tmp_path: Path) -> None:
    """Neither a file that is there nor a database in which somebody is; both stay as they are."""
    file = tmp_path / "a.db"
    back_up(small.work.engine, file)
    with pytest.raises(BadBackup, match="已经有了"):
        back_up(small.work.engine, file)
    before = everything(small.work.engine)
    with pytest.raises(BadBackup, match="不覆盖"):
        restore(file, small.work.engine)
    assert everything(small.work.engine) == before


def test_another_key_is_refused_and_the_target_stays_empty(small: Compound, tmp_path: Path) -> None:
    """The line is that of every wrong key."""
    file = tmp_path / "a.db"
    back_up(small.work.engine, file)
    other = open_engine(f"sqlite:///{tmp_path / 'other.db'}", Cipher(Fernet.generate_key().decode()))
    with pytest.raises(WrongKey):
        restore(file, other)
    upgrade(other)
    assert is_empty(other)
    other.dispose()


@pytest.mark.parametrize("what", ["missing", "a text", "another database", "cut off"])
def test_what_is_no_backup_is_refused(small: Compound, target: Engine, tmp_path: Path, what: str) -> None:
    """One line, whatever lies there."""
    file = tmp_path / "x"
    if what == "a text":
        file.write_text("SQLite?")
    elif what == "another database":
        foreign = open_engine(f"sqlite:///{file}", Cipher(Fernet.generate_key().decode()))
        with foreign.begin() as connection:
            connection.exec_driver_sql("CREATE TABLE mine (x)")
        foreign.dispose()
    elif what == "cut off":
        back_up(small.work.engine, file)
        file.write_bytes(file.read_bytes()[:20_000])
    with pytest.raises(BadBackup) as refused:
        restore(file, target)
    assert len(str(refused.value).splitlines()) == 1


def test_a_backup_of_an_older_version_is_brought_up_to_date(target: Engine, tmp_path: Path, key: str) -> None:
    """What a restore brings in has the tables of today: here from those of the first day."""
    file = tmp_path / "a.db"
    old = open_engine(f"sqlite:///{file}", Cipher(key))
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    with old.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        connection.execute(insert(KeyCheck).values(id=1, token="wobanglin"))
        connection.exec_driver_sql("INSERT INTO person (created_at, language, sample) VALUES ('2026-09-16 01:30:00', 'zh-CN', 0)")
    old.dispose()
    restore(file, target)
    with target.connect() as connection:
        assert connection.scalar(select(KeyCheck.fingerprint)) is not None
        assert connection.scalar(select(func.count()).select_from(Person)) == 1


def test_the_commands_say_it_in_one_line_and_exit_with_2(tmp_path: Path, key: str) -> None:
    """backup, restore into an empty folder, again into it, and with another key."""

    def wobanglin(folder: str, *arguments: str, secret: str = key) -> tuple[int, str]:
        environment = {
            "WOBANGLIN_VAR": str(tmp_path / folder),
            "WOBANGLIN_SECRET_KEY": secret,
            "WOBANGLIN_ACTION_PORT": "1",
            "PATH": "/usr/bin:/bin",
        }
        done = subprocess.run([sys.executable, "-m", "cli.main", *arguments], cwd=ROOT, env=environment, capture_output=True, text=True)
        return done.returncode, (done.stdout + done.stderr).strip()

    file = str(tmp_path / "b.db")
    code, said = wobanglin("a", "invite", "secretary")
    assert code == 0, said
    code, said = wobanglin("a", "backup", file)
    assert code == 0 and file in said
    code, said = wobanglin("b", "restore", file)
    assert code == 0 and "已恢复" in said
    for folder, secret, expected in (("b", key, "不覆盖"), ("c", Fernet.generate_key().decode(), "密钥")):
        code, said = wobanglin(folder, "restore", file, secret=secret)
        assert (code, len(said.splitlines())) == (2, 1) and expected in said
