"""What is not told at once is gathered and told in digests; replies below alerts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Adds digests and what is gathered for them, and what an alert may be about besides."""
    op.add_column("diffs", sa.Column("print", sa.Text()))
    op.create_index("ix_diffs_print", "diffs", ["print"])
    op.create_table(
        "digests",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("slot", MOMENT, nullable=False),
        sa.Column("since", MOMENT),
        sa.Column("checked", sa.JSON()),
        sa.PrimaryKeyConstraint("id", name="pk_digests"),
        sa.UniqueConstraint("channel", "zone", "slot", name="uq_digests_channel_zone_slot"),
    )
    _make_gathered()
    # In words, as SQLite would make the table anew for a reference.
    number = "INTEGER" if op.get_bind().dialect.name == "sqlite" else "BIGINT"
    for name, table in (("digest", "digests"), ("below", "outbox")):
        reference = f"CONSTRAINT fk_outbox_{name} REFERENCES {table} (id)"
        op.execute(f"ALTER TABLE outbox ADD COLUMN {name} {number} {reference}")


def _make_gathered() -> None:
    op.create_table(
        "gathered",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("filing", NUMBER, nullable=False),
        sa.Column("diff", NUMBER, nullable=False),
        sa.Column("muted", sa.Integer(), server_default="0", nullable=False),
        sa.Column("twin", NUMBER),
        sa.Column("digest", NUMBER),
        sa.Column("created", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["filing"], ["filings.id"], name="fk_gathered_filing"),
        sa.ForeignKeyConstraint(["diff"], ["diffs.id"], name="fk_gathered_diff"),
        sa.ForeignKeyConstraint(["twin"], ["diffs.id"], name="fk_gathered_twin"),
        sa.ForeignKeyConstraint(["digest"], ["digests.id"], name="fk_gathered_digest"),
        sa.PrimaryKeyConstraint("id", name="pk_gathered"),
        sa.UniqueConstraint("channel", "diff", name="uq_gathered_channel_diff"),
    )
    op.create_index("ix_gathered_digest_channel_zone", "gathered", ["digest", "channel", "zone"])
