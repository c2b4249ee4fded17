"""Documents that were fetched of late are looked at again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Makes the table of looks."""
    op.create_table(
        "looks",
        sa.Column("filing", NUMBER, nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("etag", "modified", "sha256")),
        sa.Column("fetched", MOMENT, nullable=False),
        sa.Column("due", MOMENT, nullable=False),
        sa.Column("made", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["filing"], ["filings.id"], name="fk_looks_filing"),
        sa.PrimaryKeyConstraint("filing", name="pk_looks"),
    )
