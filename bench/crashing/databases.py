"""Empty databases on a PostgreSQL server: on one of our own, or on the one that TEST_DATABASE_URL names."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count

from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from bench.crashing.postgres import serving

VARIABLE = "TEST_DATABASE_URL"


@dataclass
class Databases:
    """Makes databases on the server at `server`; `drop` takes them away again."""

    server: str
    made: list[str] = field(default_factory=list)
    numbers: Iterator[int] = field(default_factory=count)

    def make(self) -> str:
        """The address of a new, empty database."""
        name = f"filingwatch_{os.getpid()}_{next(self.numbers)}"
        self._tell(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'")
        self.made.append(name)
        return make_url(self.server).set(database=name).render_as_string(hide_password=False)

    def drop(self) -> None:
        """Drops every database that was made here, whoever still looks at it."""
        for name in self.made:
            self._tell(f"DROP DATABASE {name} WITH (FORCE)")

    def _tell(self, statement: str) -> None:
        address = make_url(self.server).set(drivername="postgresql+psycopg")
        server = create_engine(address, isolation_level="AUTOCOMMIT")
        with server.connect() as connection:
            connection.execute(text(statement))
        server.dispose()


@contextmanager
def databases() -> Iterator[Databases]:
    """Databases for a while. Raises CannotStartError where there is no server and none can be started."""
    named = os.environ.get(VARIABLE)
    if named:
        made = Databases(named)
        try:
            yield made
        finally:
            made.drop()
        return
    with serving() as server:
        yield Databases(server.address())
