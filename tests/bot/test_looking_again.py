"""A document that is replaced at its address, under its id, is found within a week; looking costs three requests."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from stubs.cninfo import CninfoStub
from stubs.publishing import PDF, Company, Publication
from stubs.server import Asked, Reply, StubServer

from bot.app import build as build_app
from bot.configured import Config, Fetching, FilerTable, Watch
from bot.covers import Cover
from bot.ledger import Read
from bot.looking_again import Looking
from bot.operating import App
from bot.store.tables import filings, looks, sightings, versions
from watchers import titles

STAR = Company(id="9900999001", code="300999", name="星河股份")
MOON = Company(id="gssz0000998", code="000998", name="月湖科技")
NOON = datetime(2026, 8, 7, 4, tzinfo=UTC)
DAY = timedelta(days=1)


class Reader:
    """Reads titles, and notes what is compared with what."""

    def __init__(self, build: Any) -> None:
        self.build = build
        self.compared: list[tuple[str, str]] = []

    def read(self, _original: Any, title: str, _settings: Any) -> Read:
        """What the title says."""
        said = titles.read_title(title)
        names = ("form", "period", "revision", "rank", "complete", "about", "names")
        return Read(cover=Cover(title=title, language="zh", **{name: getattr(said, name) for name in names}))

    def diff(self, pair: Any, _notices: Any, basis: Any, *_: Any) -> Any:
        """One change."""
        self.compared.append((pair[0].body, pair[1].body))
        return self.build.diff(self.build.change(id="c1"), basis=basis)


@dataclass
class Market:
    """One company on a stub whose documents have tags, unless `tagged` is off, and may be replaced."""

    app: App
    server: StubServer
    publisher: CninfoStub
    clock: list[datetime]
    reader: Reader
    tagged: bool = True

    def answer(self, asked: Asked, right: Reply) -> Reply:
        """Documents with their tag, and 304 to who has it."""
        if "finalpage" not in asked.path or not self.tagged:
            return right
        tag = f'"{sha256(right.body).hexdigest()[:12]}"'
        if asked.headers.get("If-None-Match") == tag:
            return Reply(status=304, headers={"ETag": tag})
        return replace(right, headers={**right.headers, "ETag": tag})

    def turn(self, **later: float) -> list[str]:
        """One poll, and the looks that are due, so much later; the documents that were asked for."""
        self.clock[0] += timedelta(**later)
        self.server.asked.clear()
        self.app.check()
        Looking(self.app.pipeline).look()
        self.app.pipeline.advance()
        return [asked.path for asked in self.server.asked if "finalpage" in asked.path]

    def replace(self, number: int) -> None:
        """Another document of the same length, under the same id at the same address."""
        place = next(at for at, one in enumerate(self.publisher.publications) if one.number == number)
        body = PDF.replace(b"NUMBER", b"OTHERS")
        self.publisher.publications[place] = replace(self.publisher.publications[place], body=body)


@pytest.fixture
def market(tmp_path: Path, build: Any) -> Iterator[Market]:
    """The program with its one watch, which has had its silent baseline."""
    publisher, clock = CninfoStub(STAR, MOON), [NOON]
    with ExitStack() as stack:
        server = stack.enter_context(StubServer(publisher))
        filer = FilerTable(id=STAR.id, code=STAR.code)
        watch = Watch(name="star", source="cninfo", address=server.address, filer=filer)
        config = Config(folder=tmp_path, fetching=Fetching(intervals={"127.0.0.1": 0}), watches=(watch,))
        reader = Reader(build)
        app = build_app(config, comparing=reader, say=lambda _: None)
        app = replace(app, pipeline=replace(app.pipeline, clock=lambda: clock[0]), clock=lambda: clock[0])
        found = Market(app, server, publisher, clock, reader)
        publisher.spoil = found.answer
        found.turn()
        publisher.publications.append(
            Publication(number=1, at=NOON + DAY, title="2025年年度报告", company=STAR, body=PDF)
        )
        found.turn(days=1, hours=1)
        yield found
        app.close()


def counted(market: Market, table: Any) -> int:
    """How many rows a table has."""
    with market.app.store.reading() as connection:
        return len(connection.execute(select(table)).all())


def test_what_stands_costs_three_requests_in_a_week(market: Market) -> None:
    """After a day, three days and a week it is asked whether it stands; then never again."""
    asked = [len(market.turn(hours=12)) for _ in range(30)]
    assert [place for place, count in enumerate(asked, 1) if count] == [2, 6, 14]
    assert sum(asked) == 3
    assert counted(market, looks) == 0
    assert counted(market, versions) == 1


@pytest.mark.parametrize("days", [0.5, 2, 6])
def test_a_silent_replacement_is_found_and_compared(market: Market, days: float) -> None:
    """The list shows the same row; the next look finds other bytes, which are a version compared with what was."""
    market.turn(days=days)
    market.replace(1)
    for _ in range(8):
        market.turn(days=1)
    assert [(old != new, b"OTHERS" in new) for old, new in market.reader.compared] == [(True, True)]
    assert counted(market, versions) == 2
    with market.app.store.reading() as connection:
        rows = connection.execute(select(filings.c.source_id, filings.c.stage)).all()
        seen = connection.execute(select(sightings.c.watch)).all()
    assert rows == [("1", "done"), ("1", "done")]
    assert len(seen) == 2


def test_without_a_tag_there_is_one_look(market: Market) -> None:
    """Every look would fetch the document whole: it is fetched once more, after a day."""
    market.tagged = False
    market.publisher.publications.append(
        Publication(number=2, at=NOON + 2 * DAY, title="2026年第一季度报告", company=STAR, body=PDF + b"\n")
    )
    market.turn(days=1)
    asked = [path for _ in range(20) for path in market.turn(hours=12) if path.endswith("/2.PDF")]
    assert len(asked) == 1


def test_a_host_that_is_busy_is_asked_later(market: Market) -> None:
    """A look that got no answer is not lost."""
    market.replace(1)
    market.publisher.spoil = lambda asked, right: Reply(status=404) if "finalpage" in asked.path else right
    market.turn(days=1)
    market.publisher.spoil = market.answer
    market.turn(hours=7)
    assert len(market.reader.compared) == 1


def test_a_market_is_looked_at_again_only_when_asked(tmp_path: Path) -> None:
    """Three requests for each filing of a market are many; one that is replaced in a folder is seen at once."""
    filer = FilerTable(id="x")
    named: dict[str, Any] = {"name": "w", "source": "cninfo"}
    assert not Watch(**named).looks_again
    assert Watch(**named, look_again=True).looks_again
    assert Watch(**named, filer=filer).looks_again
    assert not Watch(**named, filer=filer, look_again=False).looks_again
    assert not Watch(name="w", path=tmp_path, filer=filer, look_again=True).looks_again
