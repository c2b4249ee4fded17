"""Urgent filings go first, and alerts wait for their channel."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Adds how urgent a filing is, what finds the unread ones of a filer, and until when an alert waits."""
    op.add_column("filings", sa.Column("urgency", sa.Integer(), nullable=False, server_default="0"))
    op.create_index("ix_filings_filer_stage", "filings", ["filer", "stage"])
    op.add_column("outbox", sa.Column("wait", sa.DateTime(timezone=True)))
