"""What the tables are made of: names of constraints, numbers, moments in UTC, text that databases take."""

from __future__ import annotations

from datetime import UTC, datetime
from hashlib import sha256

from sqlalchemy import JSON, BigInteger, Column, DateTime, Dialect, Integer, MetaData, Text, TypeDecorator

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}

metadata = MetaData(naming_convention=NAMES)

# SQLite numbers rows by itself only in a column of the type INTEGER.
Number = BigInteger().with_variant(Integer(), "sqlite")


# Nothing is stored as NULL, not as the JSON word null.
Optional = JSON(none_as_null=True)


class Moment(TypeDecorator[datetime]):
    """A time in UTC, aware on both ways; SQLite keeps no zone, so it is put back on reading."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """The moment in UTC. Raises ValueError for one that does not say its zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value} does not say its zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """The moment as it was stored, aware."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Words(TypeDecorator[str]):
    """Text from outside, without what databases refuse: halves of characters, and NUL."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """The text as it can be stored, and looked for."""
        return None if value is None else value.encode(errors="replace").decode().replace("\0", "\ufffd")


def numbered() -> Column[int]:
    """The number of a row, by which others refer to it."""
    return Column("id", Number, primary_key=True)


def fingerprint() -> str:
    """A mark of the tables: the same only for the same columns of the same types."""
    columns = (f"{table.name}.{column.name} {column.type!r}" for table in metadata.sorted_tables for column in table.c)
    return sha256("\n".join(sorted(columns)).encode()).hexdigest()[:16]
