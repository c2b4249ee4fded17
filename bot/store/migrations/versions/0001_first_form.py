"""The first form of the database."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Makes every table."""
    _make_filers()
    _make_watches()
    _make_checkpoints()
    _make_versions()
    _make_filings()
    _make_sightings()
    _make_diffs()
    _make_changes()
    _make_reviews()
    _make_outbox()
    _make_deliveries()


def _make_filers() -> None:
    op.create_table(
        "filers",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_filers"),
    )


def _make_watches() -> None:
    op.create_table(
        "watches",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("settings", sa.JSON(), nullable=False),
        sa.Column("first_seen", MOMENT, nullable=False),
        sa.Column("baseline", MOMENT),
        sa.Column("polled", MOMENT),
        sa.Column("outcome", sa.Text()),
        sa.Column("reason", sa.Text()),
        sa.Column("seen", sa.Integer()),
        sa.PrimaryKeyConstraint("name", name="pk_watches"),
    )


def _make_checkpoints() -> None:
    op.create_table(
        "checkpoints",
        sa.Column("watch", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("saved", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["watch"], ["watches.name"], name="fk_checkpoints_watch"),
        sa.PrimaryKeyConstraint("watch", name="pk_checkpoints"),
    )


def _make_versions() -> None:
    op.create_table(
        "versions",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("filer", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("fetched", MOMENT, nullable=False),
        sa.Column("cover", sa.JSON()),
        sa.ForeignKeyConstraint(["filer"], ["filers.id"], name="fk_versions_filer"),
        sa.PrimaryKeyConstraint("id", name="pk_versions"),
    )
    op.create_index("ix_versions_filer", "versions", ["filer"])
    op.create_index("ix_versions_sha256", "versions", ["sha256"])


def _make_filings() -> None:
    op.create_table(
        "filings",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("watch", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("source_version", sa.Text(), nullable=False),
        sa.Column("filer", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("media_hint", sa.Text()),
        sa.Column("size_hint", sa.BigInteger()),
        sa.Column("published", MOMENT),
        sa.Column("published_precision", sa.Text()),
        sa.Column("first_seen", MOMENT, nullable=False),
        sa.Column("silent", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("failures", sa.Integer(), server_default="0", nullable=False),
        sa.Column("reason", sa.JSON()),
        sa.Column("version", NUMBER),
        sa.ForeignKeyConstraint(["filer"], ["filers.id"], name="fk_filings_filer"),
        sa.ForeignKeyConstraint(["version"], ["versions.id"], name="fk_filings_version"),
        sa.ForeignKeyConstraint(["watch"], ["watches.name"], name="fk_filings_watch"),
        sa.PrimaryKeyConstraint("id", name="pk_filings"),
        sa.UniqueConstraint("source", "source_id", "source_version", name="uq_filings_source_source_id_source_version"),
    )
    op.create_index("ix_filings_stage_id", "filings", ["stage", "id"])


def _make_sightings() -> None:
    op.create_table(
        "sightings",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("filing", NUMBER, nullable=False),
        sa.Column("version", NUMBER, nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("seen", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["filing"], ["filings.id"], name="fk_sightings_filing"),
        sa.ForeignKeyConstraint(["version"], ["versions.id"], name="fk_sightings_version"),
        sa.PrimaryKeyConstraint("id", name="pk_sightings"),
        sa.UniqueConstraint("filing", name="uq_sightings_filing"),
    )


def _make_diffs() -> None:
    op.create_table(
        "diffs",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("filing", NUMBER, nullable=False),
        sa.Column("old", NUMBER, nullable=False),
        sa.Column("new", NUMBER, nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("reason", sa.JSON(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("engine", sa.Text(), nullable=False),
        sa.Column("lexicon", sa.Text(), nullable=False),
        sa.Column("settings", sa.Text(), nullable=False),
        sa.Column("created", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["filing"], ["filings.id"], name="fk_diffs_filing"),
        sa.ForeignKeyConstraint(["new"], ["versions.id"], name="fk_diffs_new"),
        sa.ForeignKeyConstraint(["old"], ["versions.id"], name="fk_diffs_old"),
        sa.PrimaryKeyConstraint("id", name="pk_diffs"),
        sa.UniqueConstraint(
            "old",
            "new",
            "basis",
            "engine",
            "lexicon",
            "settings",
            name="uq_diffs_old_new_basis_engine_lexicon_settings",
        ),
    )
    op.create_index("ix_diffs_filing", "diffs", ["filing"])
    op.create_index("ix_diffs_new", "diffs", ["new"])


def _make_changes() -> None:
    op.create_table(
        "changes",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("diff", NUMBER, nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("change", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("relation", sa.Text(), nullable=False),
        sa.Column("severity", sa.Text(), nullable=False),
        sa.Column("severity_rank", sa.Integer(), nullable=False),
        sa.Column("section", sa.Text(), nullable=False),
        sa.Column("old_text", sa.Text()),
        sa.Column("new_text", sa.Text()),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["diff"], ["diffs.id"], name="fk_changes_diff"),
        sa.PrimaryKeyConstraint("id", name="pk_changes"),
        sa.UniqueConstraint("diff", "change", name="uq_changes_diff_change"),
    )


def _make_reviews() -> None:
    op.create_table(
        "reviews",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("change", NUMBER, nullable=False),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("decided", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["change"], ["changes.id"], name="fk_reviews_change"),
        sa.PrimaryKeyConstraint("id", name="pk_reviews"),
    )
    op.create_index("ix_reviews_change", "reviews", ["change"])


def _make_outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("filing", NUMBER, nullable=False),
        sa.Column("diff", NUMBER),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("created", MOMENT, nullable=False),
        sa.Column("told", MOMENT),
        sa.ForeignKeyConstraint(["diff"], ["diffs.id"], name="fk_outbox_diff"),
        sa.ForeignKeyConstraint(["filing"], ["filings.id"], name="fk_outbox_filing"),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
        sa.UniqueConstraint("key", name="uq_outbox_key"),
    )
    op.create_index("ix_outbox_state_id", "outbox", ["state", "id"])


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
