"""Spans that are to be fetched by whoever leads."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Adds from which day on older filings of a watch are to be fetched."""
    op.add_column("watches", sa.Column("since", sa.DateTime(timezone=True)))
