"""What has been said of a certificate that ends, and whether it is to be renewed"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0020'
down_revision = '0018'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('volunteer_skill', sa.Column('expiry_said', sa.Integer(), nullable=True))
    op.add_column('volunteer_skill', sa.Column('lets_lapse', sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    op.drop_column('volunteer_skill', 'lets_lapse')
    op.drop_column('volunteer_skill', 'expiry_said')
