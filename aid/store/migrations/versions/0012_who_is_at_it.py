"""Who is at a request just now, who filed it, and whose chat an invitation brings"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from aid.store.types import UtcDateTime

revision = '0012'
down_revision = '0011'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('help_request', sa.Column('handled_by', sa.Integer(), nullable=True))
    op.add_column('help_request', sa.Column('handled_until', UtcDateTime(timezone=True), nullable=True))
    op.add_column('help_request', sa.Column('filed_by', sa.Integer(), nullable=True))
    with op.batch_alter_table('invitation') as batch_op:
        batch_op.add_column(sa.Column('volunteer_id', sa.Integer(), nullable=True))
        batch_op.alter_column('kind', existing_type=sa.String(length=32), nullable=True)


def downgrade() -> None:
    op.execute("DELETE FROM invitation WHERE kind IS NULL")
    with op.batch_alter_table('invitation') as batch_op:
        batch_op.alter_column('kind', existing_type=sa.String(length=32), nullable=False)
        batch_op.drop_column('volunteer_id')
    for column in ('filed_by', 'handled_until', 'handled_by'):
        op.drop_column('help_request', column)
