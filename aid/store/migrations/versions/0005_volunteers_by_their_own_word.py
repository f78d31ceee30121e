"""Applications in chat, decisions about them, and mutes"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from aid.store.types import UtcDateTime

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('mute',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('volunteer_id', sa.Integer(), nullable=False),
    sa.Column('category', sa.String(length=64), nullable=True),
    sa.Column('skill', sa.String(length=64), nullable=True),
    sa.Column('until', UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['volunteer_id'], ['volunteer.id'], name=op.f('fk_mute_volunteer_id_volunteer')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mute'))
    )
    op.create_index(op.f('ix_mute_volunteer_id'), 'mute', ['volunteer_id'])
    op.add_column('volunteer', sa.Column('step', sa.String(length=32), nullable=True))
    op.add_column('volunteer', sa.Column('applied_at', UtcDateTime(timezone=True), nullable=True))
    op.add_column('volunteer', sa.Column('decided_at', UtcDateTime(timezone=True), nullable=True))
    op.add_column('volunteer', sa.Column('decided_by', sa.Integer(), nullable=True))
    op.add_column('volunteer', sa.Column('decline_reason', sa.String(length=64), nullable=True))


def downgrade() -> None:
    for column in ('decline_reason', 'decided_by', 'decided_at', 'applied_at', 'step'):
        op.drop_column('volunteer', column)
    op.drop_index(op.f('ix_mute_volunteer_id'), 'mute')
    op.drop_table('mute')
