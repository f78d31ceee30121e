"""What people say that the model took for something else"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from aid.store.types import Encrypted, UtcDateTime

revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('correction',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('request_id', sa.Integer(), nullable=False),
    sa.Column('words', Encrypted(), nullable=False),
    sa.Column('taken_for', sa.String(), nullable=True),
    sa.Column('chosen', sa.String(), nullable=False),
    sa.Column('by', sa.String(length=32), nullable=False),
    sa.Column('corrected_at', UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['request_id'], ['help_request.id'], name=op.f('fk_correction_request_id_help_request')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_correction'))
    )
    op.create_index(op.f('ix_correction_request_id'), 'correction', ['request_id'])


def downgrade() -> None:
    op.drop_table('correction')
