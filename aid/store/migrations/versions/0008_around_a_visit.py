"""When a holder is expected, how a visit was, and notes for certain eyes"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from aid.store.types import Encrypted, UtcDateTime

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('note',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('request_id', sa.Integer(), nullable=False),
    sa.Column('author_id', sa.Integer(), nullable=False),
    sa.Column('meant_for', sa.String(length=32), nullable=False),
    sa.Column('words', Encrypted(), nullable=False),
    sa.Column('written_at', UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['author_id'], ['person.id'], name=op.f('fk_note_author_id_person')),
    sa.ForeignKeyConstraint(['request_id'], ['help_request.id'], name=op.f('fk_note_request_id_help_request')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_note'))
    )
    op.create_index(op.f('ix_note_author_id'), 'note', ['author_id'])
    op.create_index(op.f('ix_note_request_id'), 'note', ['request_id'])
    op.add_column('offer', sa.Column('expected_at', UtcDateTime(timezone=True), nullable=True))
    op.add_column('offer', sa.Column('went', sa.String(length=32), nullable=True))
    op.add_column('offer', sa.Column('would_return', sa.Boolean(), nullable=True))


def downgrade() -> None:
    for column in ('would_return', 'went', 'expected_at'):
        op.drop_column('offer', column)
    op.drop_table('note')
