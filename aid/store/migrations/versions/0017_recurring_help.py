"""Recurring help: a row that opens an ordinary request for each of its days"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from aid.store.types import EncryptedJson, UtcDateTime

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "series",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("requester_id", sa.Integer(), nullable=False),
        sa.Column("filed_by", sa.Integer(), nullable=True),
        sa.Column("known", EncryptedJson(), nullable=False),
        sa.Column("rule", sa.JSON(), nullable=False),
        sa.Column("next_day", sa.Date(), nullable=True),
        sa.Column("opens_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("ended_at", UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["requester_id"], ["person.id"], name=op.f("fk_series_requester_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_series")),
    )
    op.create_index(op.f("ix_series_requester_id"), "series", ["requester_id"])
    op.create_index(op.f("ix_series_opens_at"), "series", ["opens_at"])
    # In plain SQL: Alembic would copy the whole table on SQLite, and its triggers and references with it.
    op.execute("ALTER TABLE help_request ADD COLUMN series_id INTEGER CONSTRAINT fk_help_request_series_id_series REFERENCES series (id)")
    op.add_column("help_request", sa.Column("series_day", sa.Date(), nullable=True))
    op.create_index("ix_help_request_series", "help_request", ["series_id", "series_day"], unique=True)


def downgrade() -> None:
    op.drop_index("ix_help_request_series", "help_request")
    for column in ("series_day", "series_id"):
        op.drop_column("help_request", column)
    op.drop_table("series")
