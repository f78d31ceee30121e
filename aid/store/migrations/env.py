"""Alembic's environment: runs on the connection it is given (aid/store/migrate.py)."""

from __future__ import annotations

from alembic import context

from aid.store.rows import METADATA

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=METADATA, render_as_batch=True, compare_type=True)
with context.begin_transaction():
    context.run_migrations()
