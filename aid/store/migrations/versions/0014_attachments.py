"""What people send beside words"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from aid.store.types import EncryptedJson, UtcDateTime

revision = '0014'
down_revision = '0013'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('attachment',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('request_id', sa.Integer(), nullable=True),
    sa.Column('conversation_id', sa.String(length=64), nullable=True),
    sa.Column('kind', sa.Enum('photo', 'voice', 'location', 'contact', name='attachmentkind', native_enum=False, length=32), nullable=False),
    sa.Column('album', sa.String(length=64), nullable=True),
    sa.Column('about', EncryptedJson(), nullable=False),
    sa.Column('sent_at', UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_attachment_person_id_person')),
    sa.ForeignKeyConstraint(['request_id'], ['help_request.id'], name=op.f('fk_attachment_request_id_help_request')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_attachment'))
    )
    with op.batch_alter_table('attachment', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_attachment_person_id'), ['person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_attachment_request_id'), ['request_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_attachment_conversation_id'), ['conversation_id'], unique=False)


def downgrade() -> None:
    op.drop_table('attachment')
