"""Outages are told, and every watch that sees a filing is noted."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Adds outages, what a watch found last and when it was well, and sightings by further watches."""
    op.create_table(
        "outages",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("began", MOMENT, nullable=False),
        sa.Column("ended", MOMENT),
        sa.PrimaryKeyConstraint("id", name="pk_outages"),
    )
    op.add_column("watches", sa.Column("found", sa.Integer()))
    op.add_column("watches", sa.Column("well", MOMENT))
    # In words: Alembic would make the table anew for the reference, which SQLite refuses while others refer to it.
    number = "INTEGER" if op.get_bind().dialect.name == "sqlite" else "BIGINT"
    op.execute(f"ALTER TABLE watches ADD COLUMN outage {number} CONSTRAINT fk_watches_outage REFERENCES outages (id)")
    _widen_sightings()
    _free_outbox()


def _widen_sightings() -> None:
    op.add_column("sightings", sa.Column("watch", sa.Text()))
    op.execute("UPDATE sightings SET watch = (SELECT watch FROM filings WHERE filings.id = sightings.filing)")
    with op.batch_alter_table("sightings") as sightings:
        sightings.alter_column("watch", existing_type=sa.Text(), nullable=False)
        sightings.alter_column("version", existing_type=NUMBER, nullable=True)
        sightings.drop_constraint("uq_sightings_filing", type_="unique")
        sightings.create_unique_constraint("uq_sightings_filing_watch", ["filing", "watch"])
        sightings.create_foreign_key("fk_sightings_watch", "watches", ["watch"], ["name"])
    op.create_index("ix_sightings_version", "sightings", ["version"])


def _free_outbox() -> None:
    """An alert may be about an outage. SQLite makes the table anew, which it refuses while others refer to its rows."""
    referred = op.get_bind().dialect.name == "sqlite"
    if referred:
        op.execute("CREATE TABLE kept_deliveries AS SELECT * FROM deliveries")
        op.drop_table("deliveries")
    with op.batch_alter_table("outbox") as outbox:
        outbox.alter_column("filing", existing_type=NUMBER, nullable=True)
        outbox.add_column(sa.Column("outage", NUMBER, sa.ForeignKey("outages.id", name="fk_outbox_outage")))
        outbox.add_column(sa.Column("turn", sa.Text()))
    if referred:
        _make_deliveries()
        op.execute("INSERT INTO deliveries SELECT * FROM kept_deliveries")
        op.drop_table("kept_deliveries")


def _make_deliveries() -> None:
    op.create_table(
        "deliveries",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("outbox", NUMBER, nullable=False),
        sa.Column("started", MOMENT, nullable=False),
        sa.Column("ended", MOMENT),
        sa.Column("outcome", sa.Text()),
        sa.Column("receipt", sa.Text()),
        sa.ForeignKeyConstraint(["outbox"], ["outbox.id"], name="fk_deliveries_outbox"),
        sa.PrimaryKeyConstraint("id", name="pk_deliveries"),
    )
    op.create_index("ix_deliveries_outbox", "deliveries", ["outbox"])
