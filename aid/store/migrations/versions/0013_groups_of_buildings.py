"""The group of a building that a captain has bound"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from aid.store.types import UtcDateTime

revision = '0013'
down_revision = '0012'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('group_chat',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('building', sa.String(length=64), nullable=False),
    sa.Column('bound_by', sa.Integer(), nullable=False),
    sa.Column('bound_at', UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['bound_by'], ['person.id'], name=op.f('fk_group_chat_bound_by_person')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_group_chat_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_group_chat')),
    sa.UniqueConstraint('person_id', name=op.f('uq_group_chat_person_id'))
    )
    op.create_index(op.f('ix_group_chat_building'), 'group_chat', ['building'])


def downgrade() -> None:
    op.drop_table('group_chat')
