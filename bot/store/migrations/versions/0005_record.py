"""The record, which only grows; what was sent, and which originals were removed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
# A later migration that makes one of these tables anew in SQLite has to make its triggers anew as well.
KEPT = ("record", "diffs", "changes", "reviews")
REFUSAL = "is kept as it was: nothing in it is changed or deleted"
KEEPER = f"""
CREATE FUNCTION filingwatch_keep() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '% {REFUSAL}', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation'; END $$
"""


def upgrade() -> None:
    """Adds the table of the record with its triggers, and two columns."""
    op.create_table(
        "record",
        sa.Column("number", NUMBER, autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("entry", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_record"),
    )
    op.create_index("ix_record_subject", "record", ["subject"])
    op.add_column("deliveries", sa.Column("message", sa.LargeBinary()))
    op.add_column("versions", sa.Column("removed", sa.DateTime(timezone=True)))
    _keep_in_sqlite() if op.get_bind().dialect.name == "sqlite" else _keep_in_postgresql()


def _keep_in_sqlite() -> None:
    for table in KEPT:
        for act in ("UPDATE", "DELETE"):
            refused = f"BEGIN SELECT RAISE(ABORT, '{table} {REFUSAL}'); END"
            op.execute(f"CREATE TRIGGER keep_{table}_{act.lower()} BEFORE {act} ON {table} {refused}")


def _keep_in_postgresql() -> None:
    op.execute(KEEPER)
    for table in KEPT:
        refused = "FOR EACH STATEMENT EXECUTE FUNCTION filingwatch_keep()"
        op.execute(f"CREATE TRIGGER keep_{table} BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} {refused}")
