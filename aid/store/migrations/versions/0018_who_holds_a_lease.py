"""Which bot holds a lease or answers a message, so that what a fallen one held is free at once"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0018'
down_revision = '0017'
branch_labels = None
depends_on = None

_COLUMNS = (('follow_up', 'lease_by'), ('outbox_message', 'lease_by'), ('inbox_message', 'taken_by'))


def upgrade() -> None:
    for table, column in _COLUMNS:
        op.add_column(table, sa.Column(column, sa.Integer(), nullable=True))


def downgrade() -> None:
    for table, column in reversed(_COLUMNS):
        op.drop_column(table, column)
