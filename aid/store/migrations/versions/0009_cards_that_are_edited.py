"""Cards that are edited in place, and why a resident was not content"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('outbox_message', schema=None) as batch_op:
        batch_op.add_column(sa.Column('channel', sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column('edition', sa.Integer(), nullable=False, server_default='0'))
        batch_op.add_column(sa.Column('shown_hash', sa.String(length=64), nullable=True))
    with op.batch_alter_table('outbox_message', schema=None) as batch_op:
        batch_op.alter_column('edition', server_default=None)
    with op.batch_alter_table('help_request', schema=None) as batch_op:
        batch_op.add_column(sa.Column('discontent', sa.Enum('nobody', 'slow', 'unfinished', 'again', 'manner', 'other', name='discontent', native_enum=False, length=32), nullable=True))


def downgrade() -> None:
    op.drop_column('help_request', 'discontent')
    for column in ('shown_hash', 'edition', 'channel'):
        op.drop_column('outbox_message', column)
