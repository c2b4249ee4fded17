"""What people ask for in a channel: hushes, snoozes, manners, watches; and what has been received."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Adds five tables."""
    op.create_table(
        "hushes",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("filer", sa.Text()),
        sa.Column("section", sa.Text()),
        *_until(),
        sa.PrimaryKeyConstraint("id", name="pk_hushes"),
    )
    op.create_index("ix_hushes_channel", "hushes", ["channel"])
    op.create_table(
        "snoozes",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("outbox", NUMBER, nullable=False),
        *_until(),
        sa.Column("told", MOMENT),
        sa.ForeignKeyConstraint(["outbox"], ["outbox.id"], name="fk_snoozes_outbox"),
        sa.PrimaryKeyConstraint("id", name="pk_snoozes"),
    )
    op.create_index("ix_snoozes_outbox", "snoozes", ["outbox"])
    _make_wishes()


def _make_wishes() -> None:
    op.create_table(
        "manners",
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("language", sa.Text()),
        sa.Column("at_least", sa.Text()),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("channel", name="pk_manners"),
    )
    op.create_table(
        "wishes",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("settings", sa.JSON(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.Column("ended", MOMENT),
        sa.PrimaryKeyConstraint("id", name="pk_wishes"),
        sa.UniqueConstraint("name", "since", name="uq_wishes_name_since"),
    )
    op.create_table(
        "received",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_received"),
    )


def _until() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("until", MOMENT, nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("since", MOMENT, nullable=False),
    )
