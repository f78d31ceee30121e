"""The morning digest, and which reports have gone out"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import aid.store.types

revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('publication',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('week', 'month', name='reportkind', native_enum=False, length=32), nullable=False),
    sa.Column('first', sa.Date(), nullable=False),
    sa.Column('last', sa.Date(), nullable=False),
    sa.Column('published_at', aid.store.types.UtcDateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_publication')),
    sa.UniqueConstraint('kind', 'first', name=op.f('uq_publication_kind_first'))
    )
    with op.batch_alter_table('outbox_message', schema=None) as batch_op:
        batch_op.add_column(sa.Column('digest', sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column('joined_into', sa.Integer(), nullable=True))
        batch_op.create_foreign_key(op.f('fk_outbox_message_joined_into_outbox_message'), 'outbox_message', ['joined_into'], ['id'])
        batch_op.create_index(op.f('ix_outbox_message_joined_into'), ['joined_into'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('outbox_message', schema=None) as batch_op:
        batch_op.drop_index(op.f('ix_outbox_message_joined_into'))
        batch_op.drop_constraint(op.f('fk_outbox_message_joined_into_outbox_message'), type_='foreignkey')
        batch_op.drop_column('joined_into')
        batch_op.drop_column('digest')
    op.drop_table('publication')
