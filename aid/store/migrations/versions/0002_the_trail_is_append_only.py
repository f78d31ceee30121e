"""The trail is append-only for everybody, and each chain has a head"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from aid.store.types import cipher_of

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None

# A batch operation of SQLite makes a table anew, without its triggers: whoever alters audit_event makes them again.
TABLES = {"audit_event": ("UPDATE", "DELETE"), "audit_head": ("DELETE",)}


def upgrade() -> None:
    op.create_table('audit_head',
    sa.Column('chain', sa.String(length=64), nullable=False),
    sa.Column('seq', sa.Integer(), nullable=False),
    sa.Column('hash', sa.String(length=64), nullable=False),
    sa.Column('seal', sa.String(length=64), nullable=False),
    sa.PrimaryKeyConstraint('chain', name=op.f('pk_audit_head'))
    )
    _give_every_chain_its_head()
    if op.get_bind().dialect.name == "sqlite":
        for table, events in TABLES.items():
            for event in events:
                op.execute(
                    f"CREATE TRIGGER {table}_no_{event.lower()} BEFORE {event} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
                )
        return
    op.execute(
        "CREATE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$"
    )
    for table, events in TABLES.items():
        op.execute(f"CREATE TRIGGER {table}_append_only BEFORE {' OR '.join(events)} ON {table} FOR EACH ROW EXECUTE FUNCTION append_only()")
        op.execute(f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION append_only()")


def _give_every_chain_its_head() -> None:
    connection = op.get_bind()
    cipher = cipher_of(connection.dialect)
    last = connection.execute(sa.text(
        "SELECT chain, seq, hash FROM audit_event AS e WHERE seq = (SELECT max(seq) FROM audit_event WHERE chain = e.chain)"
    )).all()
    for chain, seq, found in last:
        connection.execute(
            sa.text("INSERT INTO audit_head (chain, seq, hash, seal) VALUES (:chain, :seq, :hash, :seal)"),
            {"chain": chain, "seq": seq, "hash": found, "seal": cipher.hash("audit head", chain, str(seq), found)},
        )


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for table, events in TABLES.items():
            for event in events:
                op.execute(f"DROP TRIGGER {table}_no_{event.lower()}")
    else:
        for table in TABLES:
            op.execute(f"DROP TRIGGER {table}_append_only ON {table}")
            op.execute(f"DROP TRIGGER {table}_no_truncate ON {table}")
        op.execute("DROP FUNCTION append_only()")
    op.drop_table('audit_head')
