"""Broken sources and refused documents are left alone for a while."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Adds how often a watch was broken in a row, and until when a watch or a filing is left alone."""
    op.add_column("watches", sa.Column("failures", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("watches", sa.Column("wait", MOMENT))
    op.add_column("filings", sa.Column("wait", MOMENT))
