"""Copies of a SQLite database, and what has to be done to one before it goes on where another stopped."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, update
from sqlalchemy.exc import DatabaseError

from bot.errors import OutOfOrderError
from bot.store import record
from bot.store.dialects import SQLITE, read_address
from bot.store.opening import Store, cause_of
from bot.store.record import What
from bot.store.rows import State
from bot.store.tables import outbox

T = TypeVar("T")


def file_of(written: str) -> Path | None:
    """The file of a database at the address, whether it is there or not; None for PostgreSQL."""
    address = read_address(written)
    return Path(address.database or "") if address.get_backend_name() == SQLITE else None


def copy_into(store: Store, path: Path) -> None:
    """Writes one moment of a SQLite database to a new file, while others go on writing; it is on the disk then.

    Raises OutOfOrderError when it cannot be written; then no file is left.
    """
    held = store.database.raw_connection()
    try:
        assert held.driver_connection is not None
        # SQLite alone copies without a transaction of ours around it (https://sqlite.org/lang_vacuum.html#vacuuminto).
        held.driver_connection.execute("VACUUM INTO ?", (str(path),))
        sync(path)
    except (store.database.dialect.loaded_dbapi.Error, OSError) as error:
        path.unlink(missing_ok=True)
        raise OutOfOrderError(f"{path}: cannot be written: {' '.join(str(error).split())}") from error
    finally:
        held.close()


def put_back(copy: Path, path: Path, ready: Callable[[Path], T]) -> T:
    """What `ready` gives for the copy, which then is where the program looks for its database, or nothing is there."""
    half = path.with_name(f".{path.name}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(copy, half)
        made = ready(half)
        sync(half)
        half.replace(path)
        sync(path.parent)
    except OSError as error:
        half.unlink(missing_ok=True)
        raise OutOfOrderError(f"{path}: cannot be written: {(error.strerror or str(error)).lower()}") from error
    return made


def resume(store: Store, content: Mapping[str, Any], *, now: datetime) -> int:
    """How many alerts are looked up before they are sent: they may have been, since the copy was made.

    That the database goes on from a copy is on the record, with `content`.
    """
    try:
        with store.writing() as connection:
            waiting = _unsure(connection)
            record.append(connection, What.RESTORED, "record:1", content, now=now)
            return waiting
    except DatabaseError as error:
        raise OutOfOrderError(f"database: {cause_of(error)}") from error


def sync(path: Path) -> None:
    """Sees to it that a file, or the names in a folder, are on the disk."""
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _unsure(connection: Connection) -> int:
    waiting = update(outbox).where(outbox.c.state == State.PENDING)
    return connection.execute(waiting.values(state=State.SENDING)).rowcount
