"""Consent and forgetting"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import aid.store.types

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None

_INSTANT = aid.store.types.UtcDateTime(timezone=True)


def upgrade() -> None:
    with op.batch_alter_table('person') as batch:
        for name in ('heard_at', 'noticed_at', 'erase_asked_at', 'forgotten_at'):
            batch.add_column(sa.Column(name, _INSTANT, nullable=True))
        batch.create_index('ix_person_erase_asked_at', ['erase_asked_at'])
    with op.batch_alter_table('help_request') as batch:
        batch.add_column(sa.Column('beneficiary_consent_at', _INSTANT, nullable=True))
        batch.add_column(sa.Column('forgotten_at', _INSTANT, nullable=True))
    with op.batch_alter_table('conversation') as batch:
        batch.add_column(sa.Column('forgotten_at', _INSTANT, nullable=True))
    op.execute('UPDATE person SET noticed_at = consent_at')


def downgrade() -> None:
    op.drop_index('ix_person_erase_asked_at', 'person')
    for table, columns in (
        ('conversation', ('forgotten_at',)),
        ('help_request', ('forgotten_at', 'beneficiary_consent_at')),
        ('person', ('forgotten_at', 'erase_asked_at', 'noticed_at', 'heard_at')),
    ):
        for column in columns:
            op.drop_column(table, column)
