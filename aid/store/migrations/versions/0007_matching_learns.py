"""Matching learns from its own offers, and the skills library keeps certificates, tools and teams"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import aid.store.types

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None

# Columns that rows already there need a value for.
FILLED = {
    'offer': ('chance', 'context', 'band', 'traits', 'tried', 'kept'),
    'volunteer': ('tools', 'leads_team', 'record'),
    'volunteer_skill': ('promise',),
}


def upgrade() -> None:
    op.create_table('habit',
    sa.Column('trait', sa.String(length=64), nullable=False),
    sa.Column('yes', sa.Double(), nullable=False),
    sa.Column('tried', sa.Double(), nullable=False),
    sa.Column('at', aid.store.types.UtcDateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('trait', name=op.f('pk_habit'))
    )
    with op.batch_alter_table('offer') as batch_op:
        batch_op.drop_index('ix_offer_volunteer')
        batch_op.add_column(sa.Column('chance', sa.Double(), nullable=False, server_default='0'))
        batch_op.add_column(sa.Column('context', sa.Double(), nullable=False, server_default='0'))
        batch_op.add_column(sa.Column('band', sa.String(length=64), nullable=False, server_default='own'))
        batch_op.add_column(sa.Column('traits', sa.JSON(), nullable=False, server_default='[]'))
        batch_op.add_column(sa.Column('tried', sa.Double(), nullable=False, server_default='0'))
        batch_op.add_column(sa.Column('kept', sa.Double(), nullable=False, server_default='0'))
        batch_op.create_index('ix_offer_volunteer', ['volunteer_id', 'proposed_at', 'band', 'tried', 'kept', 'context'], unique=False)
    with op.batch_alter_table('person') as batch_op:
        batch_op.create_index(batch_op.f('ix_person_building'), ['building'], unique=False)
    with op.batch_alter_table('volunteer') as batch_op:
        batch_op.add_column(sa.Column('tools', sa.JSON(), nullable=False, server_default='[]'))
        batch_op.add_column(sa.Column('team', sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column('leads_team', sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column('record', sa.JSON(), nullable=False, server_default='{}'))
    with op.batch_alter_table('volunteer_skill') as batch_op:
        batch_op.drop_index('ix_volunteer_skill_skill')
        batch_op.add_column(sa.Column('certificate', sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column('certified_until', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('promise', sa.Double(), nullable=False, server_default='1'))
        batch_op.create_index('ix_volunteer_skill_promise', ['skill', 'level', 'promise', 'volunteer_id'], unique=False)
    for table, columns in FILLED.items():  # from now on the program fills them
        with op.batch_alter_table(table) as batch_op:
            for column in columns:
                batch_op.alter_column(column, server_default=None)


def downgrade() -> None:
    with op.batch_alter_table('volunteer_skill') as batch_op:
        batch_op.drop_index('ix_volunteer_skill_promise')
        for column in ('promise', 'certified_until', 'certificate'):
            batch_op.drop_column(column)
        batch_op.create_index('ix_volunteer_skill_skill', ['skill', 'volunteer_id'], unique=False)
    with op.batch_alter_table('volunteer') as batch_op:
        for column in ('record', 'leads_team', 'team', 'tools'):
            batch_op.drop_column(column)
    with op.batch_alter_table('person') as batch_op:
        batch_op.drop_index(batch_op.f('ix_person_building'))
    with op.batch_alter_table('offer') as batch_op:
        batch_op.drop_index('ix_offer_volunteer')
        for column in ('kept', 'tried', 'traits', 'band', 'context', 'chance'):
            batch_op.drop_column(column)
        batch_op.create_index('ix_offer_volunteer', ['volunteer_id', 'proposed_at'], unique=False)
    op.drop_table('habit')
