"""Sources on the network in the whole program: broken ones rest and recover, refused documents are fetched later."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from stubs.cninfo import CninfoStub
from stubs.exchanges import SseStub, SzseStub
from stubs.hkex import HkexStub
from stubs.publishing import CHALLENGE, PDF, Company, Publication
from stubs.server import Reply, StubServer

from bot.app import build
from bot.commands.watch import _row
from bot.configured import Config, Fetching, FilerTable, SourceName, Watch
from bot.covers import Cover
from bot.languages import Words
from bot.ledger import Read
from bot.lineage import plan
from bot.operating import App
from bot.patience import REFUSALS, wait_until
from bot.sources import SOURCES
from bot.store.filings import read_versions
from bot.store.tables import filings as filing_table
from bot.store.tables import sightings, versions
from diffing.errors import UnreadableDocument
from watchers import titles
from watchers.filing import Outcome

STAR = Company(id="9900999001", code="300999", name="星河股份")
MOON = Company(id="gssz0000998", code="000998", name="月湖科技")
NOON = datetime(2026, 8, 7, 4, tzinfo=UTC)


class Reader:
    """Reads titles only."""

    def read(self, original: Any, title: str, _settings: Any) -> Read:
        """What the title says; a file that says so is empty."""
        if b"EMPTY" in original.body:
            raise UnreadableDocument("nothing is written in it", remedy="fetch it again", empty=True)
        said = titles.read_title(title)
        names = ("form", "period", "revision", "rank", "complete", "about", "names")
        return Read(
            cover=Cover(title=title, language=said.language or "en", **{name: getattr(said, name) for name in names})
        )

    def diff(self, *_: Any) -> Any:
        """Nothing is compared here."""
        raise NotImplementedError


@dataclass
class Watching:
    """A watch of one company on a stub of CNINFO, on a clock of its own."""

    app: App
    publisher: CninfoStub
    clock: list[datetime]
    server: StubServer
    said: list[str]

    def turn(self, **later: float) -> None:
        """One turn of the schedule, so much later."""
        self.clock[0] += timedelta(**later)
        with self.app.dispatcher.alone():
            self.app._take_over()
            self.app._poll("star")
            self.app.pipeline.advance(on_schedule=True)
            self.app.sending.send_all()

    def stages(self) -> list[str]:
        """Where each filing stands."""
        with self.app.store.reading() as connection:
            return [row.stage for row in connection.execute(select(filing_table).order_by(filing_table.c.id))]


@dataclass
class _Clock:
    at: list[datetime] = field(default_factory=lambda: [NOON])

    def __call__(self) -> datetime:
        return self.at[0]


@pytest.fixture
def watching(tmp_path: Path) -> Iterator[Watching]:
    """The program with its one watch."""
    publisher, clock, said = CninfoStub(STAR, MOON), _Clock(), list[str]()
    with ExitStack() as stack:
        server = stack.enter_context(StubServer(publisher))
        filer = FilerTable(id="star", code=STAR.code)
        watch = Watch(name="star", source="cninfo", address=server.address, filer=filer)
        fetching = Fetching(intervals={"127.0.0.1": 0})
        app = build(Config(folder=tmp_path, fetching=fetching, watches=(watch,)), comparing=Reader(), say=said.append)
        pipeline = replace(app.pipeline, clock=clock)
        app = replace(app, pipeline=pipeline, clock=clock)
        yield Watching(app, publisher, clock.at, server, said)
        app.close()


def test_a_filing_is_found_fetched_and_stored(watching: Watching) -> None:
    """From the list of a source to the archive, through one check."""
    watching.publisher.publish(1, 2, at=NOON - timedelta(days=1))
    polled = watching.app.check()[0]
    assert (polled.poll.outcome, polled.new, polled.at) == (Outcome.OK, 2, NOON)
    assert watching.stages() == ["done", "done"]


def test_a_broken_source_rests_is_told_once_and_recovers(
    watching: Watching, capsys: pytest.CaptureFixture[str]
) -> None:
    """Five minutes, an hour, six hours; one line when it breaks, one when it is well, and nothing missed."""
    from bot.logs import configure_logs

    configure_logs(0)
    watching.publisher.publish(1, at=NOON - timedelta(days=1))
    watching.turn()
    watching.publisher.publish(2, at=NOON, title="关于回购股份的公告")
    watching.publisher.spoil = lambda _, __: Reply(body=CHALLENGE)
    asked = []
    for _ in range(48):
        watching.server.asked.clear()
        watching.turn(minutes=15)
        asked.append(len(watching.server.asked))
    # Asked after a quarter of an hour, then not before an hour has passed, then not before six.
    assert [place for place, count in enumerate(asked) if count] == [0, 1, 5, 29]
    watching.publisher.spoil = lambda _, right: right
    watching.turn(hours=12)
    told = [line for line in capsys.readouterr().err.splitlines() if "watch=star" in line]
    assert [line.count("JavaScript challenge") for line in told if "event=broken" in line] == [1]
    assert sum("well again" in line for line in told) == 1
    assert watching.stages() == ["done", "done"]
    outages = [words for words in watching.said if words.startswith("Source ")]
    assert [words.partition(" since")[0] for words in outages] == ["Source broken", "Source well again"]
    assert "JavaScript challenge" in outages[0]
    assert "Watches: star" in outages[0]


def test_a_refused_document_is_fetched_again_later(watching: Watching) -> None:
    """A challenge in the place of a report is not stored; hours later the report is."""
    watching.publisher.publish(1, at=NOON)
    watching.publisher.spoil = lambda asked, right: Reply(body=CHALLENGE) if "finalpage" in asked.path else right
    watching.turn()
    watching.turn(minutes=1)
    assert sum("finalpage" in asked.path for asked in watching.server.asked) == 1
    assert watching.stages() == ["listed"]
    watching.publisher.spoil = lambda _, right: right
    watching.turn(hours=1)
    assert watching.stages() == ["done"]


def test_a_host_of_documents_that_is_away_is_left_alone(watching: Watching) -> None:
    """Three of ten documents find out that it refuses all; the others are fetched when it is well, and none is lost."""
    watching.publisher.publish(*range(1, 11), at=NOON)
    watching.publisher.spoil = lambda asked, right: Reply(body=CHALLENGE) if "finalpage" in asked.path else right
    watching.app.check()
    assert sum("finalpage" in asked.path for asked in watching.server.asked) == 3
    watching.publisher.spoil = lambda _, right: right
    watching.turn(minutes=30)
    assert watching.stages() == ["done"] * 10


def test_a_document_that_stays_damaged_is_set_aside(watching: Watching) -> None:
    """After about three days somebody is told."""
    damaged = Publication(number=1, at=NOON, title="2025年年度报告", company=STAR, body=b"%PDF-1.7 half")
    watching.publisher.publications.append(damaged)
    for _ in range(REFUSALS):
        watching.turn(hours=7)
    assert watching.stages() == ["set_aside"]


def test_an_empty_document_is_fetched_again_until_it_is_there(watching: Watching) -> None:
    """It is no version: nothing is compared with it, and when the document is there it is the first one."""
    empty = Publication(number=1, at=NOON, title="2025年年度报告", company=STAR, body=PDF.replace(b"NUMBER", b"EMPTY"))
    watching.publisher.publications.append(empty)
    watching.turn()
    watching.turn(minutes=6)
    assert watching.stages() == ["listed"]
    assert sum("finalpage" in asked.path for asked in watching.server.asked) == 2
    watching.publisher.publications[0] = replace(empty, body=b"")
    watching.turn(hours=1)
    assert watching.stages() == ["done"]
    with watching.app.store.reading() as connection:
        assert len(connection.execute(select(versions)).all()) == 1


def test_a_document_that_stays_empty_is_set_aside(watching: Watching) -> None:
    """After three days somebody is told."""
    empty = Publication(number=1, at=NOON, title="2025年年度报告", company=STAR, body=PDF.replace(b"NUMBER", b"EMPTY"))
    watching.publisher.publications.append(empty)
    for _ in range(13):
        watching.turn(hours=7)
    assert watching.stages() == ["set_aside"]


def test_the_night_is_quiet(watching: Watching) -> None:
    """On schedule nobody asks in the small hours of Shanghai; a person may."""
    pipeline = watching.app.pipeline
    night = replace(pipeline.watches["star"], host="www.cninfo.com.cn")
    watching.app = replace(watching.app, pipeline=replace(pipeline, watches={"star": night}))
    watching.clock[0] = datetime(2026, 8, 7, 18, tzinfo=UTC)
    watching.turn()
    assert watching.server.asked == []
    watching.app.check()
    assert watching.server.asked


def test_documents_keep_the_quiet_hours_too(watching: Watching) -> None:
    """What was listed in the evening is not fetched on schedule in the small hours of Shanghai; a person may."""
    watching.turn()
    watching.publisher.publish(1, at=NOON)
    app = watching.app
    app.pipeline.poll("star")
    with app.store.writing() as connection:
        connection.execute(filing_table.update().values(address="https://static.cninfo.com.cn/finalpage/1.PDF"))
    watching.clock[0] = datetime(2026, 8, 7, 18, tzinfo=UTC)
    begun = select(filing_table.c.attempts, filing_table.c.failures)
    app.pipeline.advance(on_schedule=True)
    with app.store.reading() as connection:
        assert connection.execute(begun).one() == (0, 0)
    app.pipeline.advance()
    with app.store.reading() as connection:
        assert connection.execute(begun).one() == (1, 1)


def test_one_filing_in_three_places_is_seen_three_times(tmp_path: Path) -> None:
    """CNINFO, SZSE and SSE list the same document: one filing is told, and where each saw it is recorded."""
    stubs = {"cninfo": CninfoStub(STAR, MOON), "szse": SzseStub(STAR, MOON), "sse": SseStub(STAR, MOON)}
    filer = FilerTable(id=STAR.id, code=STAR.code)
    with ExitStack() as stack:
        servers = {name: stack.enter_context(StubServer(stub)) for name, stub in stubs.items()}
        watches = tuple(
            Watch(name=name, source=name, address=server.address, filer=filer, baseline="compare")  # type: ignore[arg-type]
            for name, server in servers.items()
        )
        config = Config(folder=tmp_path, fetching=Fetching(intervals={"127.0.0.1": 0}), watches=watches)
        said = list[str]()
        app = build(config, comparing=Reader(), say=said.append)
        stack.callback(app.close)
        now = datetime.now(UTC)
        for stub in stubs.values():
            stub.publications.append(Publication(number=7, at=now, title="2025年年度报告", company=STAR))
        app.check()
        app.check()
        with app.store.reading() as connection:
            seen = connection.execute(select(sightings.c.watch, sightings.c.version, sightings.c.address)).all()
    assert {row.watch for row in seen} == {"cninfo", "szse", "sse"}
    assert {row.version for row in seen} == {1}
    assert {row.watch for row in seen if row.address.startswith(servers[row.watch].address)} == set(servers)
    assert len(said) == 1


def test_while_the_list_is_broken_the_search_brings_what_is_new(watching: Watching) -> None:
    """What comes by CNINFO's second door is stored once, and the check says by which door it came."""
    watching.publisher.publish(1, at=NOON - timedelta(days=1))
    watching.app.check()
    watching.publisher.first_door = Reply(status=403)
    watching.publisher.publish(2, at=NOON, title="关于回购股份的公告")
    polled = watching.app.check()[0]
    assert (polled.poll.outcome, polled.new) == (Outcome.OK, 1)
    shown = " ".join(_row(polled, Words("en")))
    assert "1 new" in shown
    assert "the list is broken (is forbidden to us (403)): asked by its search" in shown
    watching.publisher.first_door = None
    watching.turn(hours=2)
    assert watching.stages() == ["done", "done"]


def test_twins_of_two_languages_are_never_compared(tmp_path: Path) -> None:
    """Two years in English and in Chinese: each report is compared with the one before it in its own language."""
    stub = HkexStub(*(Company(id=f"9700{n}", code=f"0900{n}", name=f"HARBOUR LANE {n}") for n in (1, 2)))
    with ExitStack() as stack:
        at = stack.enter_context(StubServer(stub)).address
        filer = FilerTable(id="harbour", code="09001")
        names: tuple[SourceName, ...] = ("hkex", "hkex-zh")
        watches = tuple(Watch(name=name, source=name, address=at, filer=filer) for name in names)
        config = Config(folder=tmp_path, fetching=Fetching(intervals={"127.0.0.1": 0}), watches=watches)
        app = build(config, comparing=Reader(), say=[].append)
        stack.callback(app.close)
        now = datetime.now(UTC)
        stub.publish(101, at=now - timedelta(days=365), title="Annual Report 2023 | 2023年報")
        stub.publish(102, at=now - timedelta(days=1), title="Annual Report 2024 | 2024年報")
        # The files of twins differ, as those of two languages do.
        stub.spoil = lambda asked, right: (
            replace(right, body=right.body.replace(b"%%EOF", b"%zh\n%%EOF")) if "_c.pdf" in asked.path else right
        )
        app.check()
        with app.store.reading() as connection:
            stored = read_versions(connection, "harbour")
    compared = {new.source_id: [one.old.source_id for one in plan(new, stored).comparisons] for new in stored}
    assert compared == {"101": [], "102": ["101"], "1000101": [], "1000102": ["1000101"]}


def test_waits_grow() -> None:
    """A source that is well is not waited for."""
    assert [wait_until(failures, NOON) for failures in range(5)] == [
        None,
        NOON + timedelta(minutes=5),
        NOON + timedelta(hours=1),
        NOON + timedelta(hours=6),
        NOON + timedelta(hours=6),
    ]


def test_every_source_that_can_be_named_is_built() -> None:
    """The table of builders and the names of the configuration are the same."""
    assert set(SOURCES) == set(SourceName.__args__)  # type: ignore[attr-defined]
