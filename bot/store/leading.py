"""The seat of the leader: a lock that PostgreSQL keeps for one session, and gives away when that ends."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection, text

from bot.store.opening import Store, in_order

# Any number that no other program on the same database is likely to lock on.
_SEAT = 0x66696C65
# Seconds: the server, too, notices within half a minute that a leader's machine has vanished. Its default is two hours.
_KEEPALIVE = ("tcp_keepalives_idle = 10", "tcp_keepalives_interval = 5", "tcp_keepalives_count = 3")


@dataclass(frozen=True, slots=True)
class Seat:
    """The seat, once it is taken; it is held as long as `hold` returns."""

    hold: Callable[[], None]


@contextmanager
def seat(store: Store) -> Iterator[Seat | None]:
    """The seat if it is free, else None. It is given back at the end, however that comes.

    `hold`, and the taking, raise OutOfOrderError when the database does not answer: then the seat may be another's.
    """
    with in_order(), store.database.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        # Closed at the end rather than kept in reserve, where it would hold on to the lock.
        connection.detach()
        taken = connection.execute(text("SELECT pg_try_advisory_lock(:seat)"), {"seat": _SEAT}).scalar()
        for setting in _KEEPALIVE if taken else ():
            connection.execute(text(f"SET {setting}"))
        yield Seat(lambda: _hold(connection)) if taken else None
        if taken:
            # The server lets go of it by itself, but a moment after the session has ended: who comes next is faster.
            connection.execute(text("SELECT pg_advisory_unlock(:seat)"), {"seat": _SEAT})


def _hold(connection: Connection) -> None:
    with in_order():
        connection.execute(text("SELECT 1"))
