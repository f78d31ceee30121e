"""Engines for SQLite and PostgreSQL that behave alike: real transactions, real locks, real foreign keys."""

from __future__ import annotations

import sqlite3
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, OperationalError
from sqlalchemy.pool import ConnectionPoolEntry

from aid.store.secrets import Cipher


class BadDatabaseUrl(ValueError):
    """The address of the database cannot be read."""


def open_engine(url: str, cipher: Cipher) -> Engine:
    """An engine whose transactions hold what they read in order to write.

    SQLite: WAL, foreign keys, 30 s busy timeout, and `BEGIN IMMEDIATE` (SQLAlchemy's default begins no
    transaction before a SELECT, so two processes lose updates), except for connections with the execution
    option `read_only`. PostgreSQL: psycopg 3; rows are held with FOR UPDATE by the services.
    """
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise BadDatabaseUrl("WOBANGLIN_DATABASE_URL 读不懂 (例: sqlite:///var/wobanglin.db)") from error
    if parsed.drivername in ("postgresql", "postgres"):
        parsed = parsed.set(drivername="postgresql+psycopg")
    if parsed.drivername not in ("sqlite", "postgresql+psycopg"):
        raise BadDatabaseUrl(f"WOBANGLIN_DATABASE_URL: 不支持 {parsed.drivername}, 请用 sqlite 或 postgresql")
    # Parameters are people's words: an error must not carry them into a log.
    options: dict[str, Any] = {"hide_parameters": True}
    if parsed.drivername == "sqlite":
        options["connect_args"] = {"timeout": 30}
    else:
        options["pool_pre_ping"] = True
    engine = create_engine(parsed, **options)
    engine.dialect.wobanglin_cipher = cipher  # type: ignore[attr-defined]  # read back by types.cipher_of
    if parsed.drivername == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def scrub(engine: Engine) -> None:
    """After rows were made anonymous: let SQLite's write-ahead log give up the pages as they were before.

    A reader may keep some of it until the next time. PostgreSQL's autovacuum does its part by itself.
    """
    if engine.dialect.name == "sqlite":
        with engine.connect().execution_options(read_only=True) as connection:
            connection.rollback()
            assert connection.connection.dbapi_connection is not None
            connection.connection.dbapi_connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def why_not(error: OperationalError) -> str:
    """Cause and cure in one line for the operator, without what stood in the statement."""
    said = str(error.orig).lower()
    if "full" in said or "no space" in said:
        return "磁盘满了: 请腾出空间, 没有写完的都没有写"
    if "locked" in said or "lock timeout" in said:
        return "别的程序占着数据库 (等了 30 秒): 请关掉它再试"
    if "readonly" in said or "unable to open" in said or "permission" in said:
        return "打不开或不能写: 看 WOBANGLIN_DATABASE_URL 和文件夹的权限"
    return "连不上: 看 WOBANGLIN_DATABASE_URL, 数据库启动了吗"


def _prepare_sqlite(connection: sqlite3.Connection, _record: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves
    for pragma in ("journal_mode=WAL", "foreign_keys=ON", "synchronous=FULL", "secure_delete=ON", "busy_timeout=30000"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    read_only = connection.get_execution_options().get("read_only", False)
    connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")
