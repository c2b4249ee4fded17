"""Every figure and claim of every version stands in the ledger."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TEXTS = ("measure", "scope", "period", "unit", "value", "text", "body")


def upgrade() -> None:
    """Makes the ledger, and notes which versions stand in it."""
    op.create_index("ix_filings_version", "filings", ["version"])
    op.add_column("versions", sa.Column("stated", sa.Integer()))
    op.create_table(
        "ledger",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("version", NUMBER, nullable=False),
        sa.Column("filer", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in TEXTS),
        sa.ForeignKeyConstraint(["version"], ["versions.id"], name="fk_ledger_version"),
        sa.PrimaryKeyConstraint("id", name="pk_ledger"),
    )
    op.create_index("ix_ledger_version", "ledger", ["version"])
    op.create_index("ix_ledger_filer_measure_scope_period", "ledger", ["filer", "measure", "scope", "period"])
