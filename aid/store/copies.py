"""Backups: one SQLite file, still encrypted, from either engine and back into either."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from sqlalchemy import Column, Connection, Engine, Integer, LargeBinary, MetaData, Table, delete, func, insert, select, text

from aid.store.base import Base, KeyCheck
from aid.store.engine import open_engine
from aid.store.migrate import check_key, upgrade
from aid.store.rekey import encrypted_columns
from aid.store.types import cipher_of

_HEAD = b"SQLite format 3\x00"
_PAGES, _ROWS = 1000, 500

Progress = Callable[[int, int], None]  # done, of so many


class BadBackup(ValueError):
    """This file is no backup of ours, or it may not be written or read back here; the message says why."""


def back_up(engine: Engine, target: Path, progressed: Progress = lambda done, total: None) -> None:
    """Write everything into a new file with mode 600, while the bot may go on: what it holds is one instant's truth.

    SQLite by its own online backup, PostgreSQL row by row from one repeatable-read snapshot. Nothing is decrypted.
    """
    if target.exists():
        raise BadBackup(f"{target} 已经有了: 请换一个文件名")
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_name(f".{target.name}.part")
    unfinished.unlink(missing_ok=True)
    os.close(os.open(unfinished, os.O_CREAT | os.O_WRONLY, 0o600))
    try:
        if engine.dialect.name == "sqlite":
            with closing(sqlite3.connect(_file_of(engine))) as source, closing(sqlite3.connect(unfinished)) as copy:
                source.backup(copy, pages=_PAGES, progress=lambda _status, left, total: progressed(total - left, total))
                copy.execute("PRAGMA journal_mode=DELETE")  # one file, without a log beside it
        else:
            _into_file(engine, unfinished, progressed)
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)


def restore(backup: Path, engine: Engine, progressed: Progress = lambda done, total: None) -> None:
    """Bring a backup, also one of an older version, into an empty database.

    Raises BadBackup when the database is not empty or the file is none of ours, WrongKey when this key did not write it.
    """
    with tempfile.TemporaryDirectory(dir=backup.parent, prefix=".restore-") as folder:
        copy = Path(folder) / "copy.db"
        _check_file(backup)
        shutil.copyfile(backup, copy)
        source = open_engine(f"sqlite:///{copy}", cipher_of(engine.dialect))
        try:
            upgrade(source)
            upgrade(engine)
            if not is_empty(engine):
                raise BadBackup("数据库里已经有资料, 不覆盖: 请先换一个空数据库 (WOBANGLIN_DATABASE_URL 或 WOBANGLIN_VAR)")
            if engine.dialect.name == "sqlite":
                source.dispose()
                engine.dispose()
                with closing(sqlite3.connect(copy)) as whole, closing(sqlite3.connect(_file_of(engine))) as target:
                    whole.backup(target, pages=_PAGES, progress=lambda _status, left, total: progressed(total - left, total))
            else:
                with source.connect().execution_options(read_only=True) as rows, engine.begin() as target_rows:
                    target_rows.execute(delete(KeyCheck))
                    _copy_rows(rows, target_rows, progressed)
                    _set_sequences(target_rows)
        finally:
            source.dispose()
    check_key(engine)


def is_empty(engine: Engine) -> bool:
    """Whether no row stands in any table but the key's own."""
    with engine.connect().execution_options(read_only=True) as connection:
        tables = (table for table in Base.metadata.sorted_tables if table is not KeyCheck.__table__)
        return all(connection.execute(select(text("1")).select_from(table).limit(1)).first() is None for table in tables)


def _file_of(engine: Engine) -> Path:
    if not engine.url.database or engine.url.database == ":memory:":
        raise BadBackup("这个数据库只在内存里, 没有可备份的")
    return Path(engine.url.database)


def _check_file(backup: Path) -> None:
    """Raise BadBackup for what is not a whole SQLite file with our key check in it."""
    try:
        with backup.open("rb") as file:
            if file.read(len(_HEAD)) != _HEAD:
                raise BadBackup(f"{backup} 不是 wobanglin backup 写的文件")
        with closing(sqlite3.connect(f"file:{backup}?mode=ro", uri=True)) as connection:
            if connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
                raise BadBackup(f"{backup} 坏了: 请用另一份备份")
            if connection.execute("SELECT count(*) FROM key_check").fetchone() == (0,):
                raise BadBackup(f"{backup} 里没有资料")
    except OSError as error:
        raise BadBackup(f"读不了 {backup}: {error.strerror}") from None
    except sqlite3.DatabaseError:
        raise BadBackup(f"{backup} 不是 wobanglin backup 写的文件, 或者坏了") from None


def _into_file(engine: Engine, path: Path, progressed: Progress) -> None:
    target = open_engine(f"sqlite:///{path}", cipher_of(engine.dialect))
    try:
        upgrade(target)
        snapshot = engine.connect().execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        with snapshot as source, target.begin() as rows:
            rows.execute(delete(KeyCheck))
            _copy_rows(source, rows, progressed)
    finally:
        target.dispose()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")


def _copy_rows(source: Connection, target: Connection, progressed: Progress) -> None:
    """Every row of every table, in the order in which they refer to each other; ciphertexts as they are."""
    tables = [_as_it_stands(table) for table in Base.metadata.sorted_tables]
    total, done = sum(source.scalar(select(func.count()).select_from(table)) or 0 for table in tables), 0
    for table in tables:
        ordered = select(table).order_by(*table.primary_key)
        for rows in source.execute(ordered).mappings().partitions(_ROWS):
            target.execute(insert(table), [dict(row) for row in rows])
            done += len(rows)
            progressed(done, total)


def _as_it_stands(table: Table) -> Table:
    """The table with its ciphertexts as plain bytes."""
    hidden = encrypted_columns().get(table, [])
    columns = [Column(each.name, LargeBinary() if each in hidden else each.type, primary_key=each.primary_key) for each in table.columns]
    return Table(table.name, MetaData(), *columns)


def _set_sequences(connection: Connection) -> None:
    """PostgreSQL counts on from the highest number that came in."""
    for table in Base.metadata.sorted_tables:
        (key,) = table.primary_key
        if isinstance(key.type, Integer):
            after = select(func.coalesce(func.max(key), 0) + 1).scalar_subquery()
            connection.execute(select(func.setval(func.pg_get_serial_sequence(table.name, key.name), after, False)))
