"""Volunteers' hours"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import aid.store.types

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('service_record',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('offer_id', sa.Integer(), nullable=False),
    sa.Column('request_id', sa.Integer(), nullable=False),
    sa.Column('volunteer_id', sa.Integer(), nullable=False),
    sa.Column('began_at', aid.store.types.UtcDateTime(timezone=True), nullable=False),
    sa.Column('ended_at', aid.store.types.UtcDateTime(timezone=True), nullable=False),
    sa.Column('minutes', sa.Integer(), nullable=False),
    sa.Column('minutes_from', sa.Enum('counted', 'said', 'settled', name='minutesfrom', native_enum=False, length=32), nullable=False),
    sa.Column('status', sa.Enum('noted', 'confirmed', 'disputed', name='recordstatus', native_enum=False, length=32), nullable=False),
    sa.Column('noted_at', aid.store.types.UtcDateTime(timezone=True), nullable=False),
    sa.Column('confirmed_at', aid.store.types.UtcDateTime(timezone=True), nullable=True),
    sa.Column('confirmed_by', sa.Integer(), nullable=True),
    sa.Column('disputed_at', aid.store.types.UtcDateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['confirmed_by'], ['person.id'], name=op.f('fk_service_record_confirmed_by_person')),
    sa.ForeignKeyConstraint(['offer_id'], ['offer.id'], name=op.f('fk_service_record_offer_id_offer')),
    sa.ForeignKeyConstraint(['request_id'], ['help_request.id'], name=op.f('fk_service_record_request_id_help_request')),
    sa.ForeignKeyConstraint(['volunteer_id'], ['volunteer.id'], name=op.f('fk_service_record_volunteer_id_volunteer')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_service_record')),
    sa.UniqueConstraint('offer_id', name=op.f('uq_service_record_offer_id'))
    )
    with op.batch_alter_table('service_record', schema=None) as batch_op:
        batch_op.create_index('ix_service_record_volunteer', ['volunteer_id', 'began_at'], unique=False)
        batch_op.create_index('ix_service_record_request', ['request_id'], unique=False)
    op.add_column('offer', sa.Column('arrived_at', aid.store.types.UtcDateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('offer', schema=None) as batch_op:
        batch_op.drop_column('arrived_at')
    op.drop_table('service_record')
