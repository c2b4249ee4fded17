"""A poll finds what is new, each once, and never takes a list for right that cannot be."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from watchers.errors import SourceError
from watchers.filing import Filer, Filing, Outcome, Poll, Published
from watchers.listing import Listing, Page, Row, Span
from watchers.polling import poll_list

US = Filer(id="org1", code="300418")
SIZE = 5
NOON = datetime(2026, 8, 7, 4, tzinfo=UTC)


@dataclass
class Shelf:
    """A list as sources keep it: newest first, pages of five, and perhaps a quirk."""

    days: dict[str, date] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)
    filer: Filer = US
    asked: list[tuple[Span, str, int]] = field(default_factory=list)
    quirk: Callable[[Page, int], Page] = lambda page, _: page
    cap: int | None = None
    size: int = SIZE

    def put(self, day: str, *ids: int) -> None:
        """Publishes filings on a day."""
        self.days |= {str(each): date.fromisoformat(day) for each in ids}

    def row(self, key: str) -> Row:
        """The row of one filing."""
        filing = Filing(
            source="shelf",
            id=key,
            filer=self.filer,
            title="t",
            address=f"https://example.org/{key}.pdf",
            published=Published.on(self.days[key]),
            size_hint=self.sizes.get(key),
        )
        return Row(id=key, filer=self.filer, day=self.days[key], filings=(filing,))

    def ask(self, span: Span, part: str, number: int) -> Page:
        """One page."""
        self.asked.append((span, part, number))
        inside = [key for key, day in self.days.items() if day in span and key.startswith(part)]
        inside.sort(key=lambda key: (self.days[key], int(key)), reverse=True)
        total = len(inside)
        shown = inside if self.cap is None else inside[: self.cap]
        rows = tuple(self.row(key) for key in shown[number * self.size : (number + 1) * self.size])
        return self.quirk(Page(rows=rows, total=total, more=(number + 1) * self.size < total), number)

    def poll(self, checkpoint: str | None = None, now: datetime = NOON, **fields: object) -> Poll:
        """One poll, and what was asked for it."""
        self.asked.clear()
        listing = Listing(
            source="shelf",
            ask=self.ask,
            zone=ZoneInfo("Asia/Shanghai"),
            belongs=lambda filer: filer.id == US.id,
            cap=self.cap,
        )
        return poll_list(replace(listing, **fields), checkpoint, now=now)  # type: ignore[arg-type]


def ids(poll: Poll) -> list[str]:
    """What a poll brings."""
    assert poll.outcome is not Outcome.BROKEN, poll.reason
    return [filing.id for filing in poll.filings]


def test_the_first_poll_brings_a_year_and_the_next_nothing() -> None:
    """What is needed to compare with comes at once; with nothing new, one request settles it."""
    shelf = Shelf()
    shelf.put("2025-08-20", 1)
    shelf.put("2026-08-03", *range(2, 14))
    first = shelf.poll()
    assert ids(first) == [str(number) for number in range(1, 14)]
    again = shelf.poll(first.checkpoint)
    assert (ids(again), again.outcome, len(shelf.asked)) == ([], Outcome.OK, 1)
    assert shelf.poll(again.checkpoint).checkpoint == again.checkpoint


def test_asking_twice_brings_the_same() -> None:
    """A caller that is killed asks again with its old checkpoint and loses nothing."""
    shelf = Shelf()
    shelf.put("2026-08-03", 1, 2)
    assert shelf.poll().filings == shelf.poll().filings


@pytest.mark.parametrize(
    ("day", "words"),
    [("2026-08-08", "in the evening, shown under tomorrow"), ("2026-08-01", "dated back"), ("2026-08-07", "today")],
)
def test_late_and_early_ones_are_found(day: str, words: str) -> None:
    """The window reaches some days back and one ahead."""
    shelf = Shelf()
    shelf.put("2026-08-05", *range(10, 30))
    first = shelf.poll()
    shelf.put(day, 7)
    assert ids(shelf.poll(first.checkpoint)) == ["7"], words


def test_days_of_being_off_are_caught_up() -> None:
    """The window starts before the last poll, however long ago."""
    shelf = Shelf()
    shelf.put("2026-07-01", 1)
    first = shelf.poll(now=NOON - timedelta(days=37))
    shelf.put("2026-07-03", *range(2, 14))
    shelf.put("2026-08-07", 14)
    assert len(ids(shelf.poll(first.checkpoint))) == 13


def test_a_clock_that_goes_back_misses_nothing() -> None:
    """What was published by the time of the last poll stays inside the window."""
    shelf = Shelf()
    shelf.put("2026-08-06", 1)
    first = shelf.poll()
    shelf.put("2026-08-07", 2)
    assert ids(shelf.poll(first.checkpoint, now=NOON - timedelta(days=30))) == ["2"]


def test_the_same_title_under_a_new_id_is_new() -> None:
    """Re-published on the same day, it is another filing."""
    shelf = Shelf()
    shelf.put("2026-08-06", 1225045788)
    first = shelf.poll()
    shelf.put("2026-08-06", 1225287578)
    assert ids(shelf.poll(first.checkpoint)) == ["1225287578"]


def test_other_documents_under_a_known_id_are_a_new_version() -> None:
    """A list that shows another size shows another document."""
    shelf = Shelf(sizes={"1": 100})
    shelf.put("2026-08-06", 1)
    first = shelf.poll()
    shelf.sizes["1"] = 120
    second = shelf.poll(first.checkpoint)
    assert [filing.version != "" for filing in second.filings] == [True]
    assert ids(shelf.poll(second.checkpoint)) == []


def test_a_row_without_a_document_waits_for_it() -> None:
    """It is left out by name, and its document, when it comes, is its first."""
    shelf = Shelf()
    shelf.put("2026-08-06", 1)
    bare = Page(rows=(replace(shelf.row("1"), filings=(), why="has no document"),), total=1)
    shelf.quirk = lambda _, __: bare
    first = shelf.poll()
    assert (ids(first), first.left_out, first.seen) == ([], ("1: has no document",), 1)
    assert shelf.poll(first.checkpoint).left_out == ()
    shelf.quirk = lambda page, _: page
    assert [filing.version for filing in shelf.poll(first.checkpoint).filings] == [""]


def test_what_is_withdrawn_is_forgotten() -> None:
    """A row that is gone makes one poll walk on, and not the next."""
    shelf = Shelf()
    shelf.put("2026-08-05", *range(1, 13))
    first = shelf.poll()
    del shelf.days["3"]
    second = shelf.poll(first.checkpoint)
    assert (ids(second), len(shelf.asked)) == ([], 3)
    shelf.poll(second.checkpoint)
    assert len(shelf.asked) == 1


def test_nothing_is_empty_only_where_nothing_was() -> None:
    """An empty list is empty; one that showed something before, and does not now, is broken."""
    shelf = Shelf()
    empty = shelf.poll()
    assert empty.outcome is Outcome.EMPTY
    assert shelf.poll(empty.checkpoint).outcome is Outcome.EMPTY
    shelf.put("2026-03-01", 1)
    first = shelf.poll()
    shelf.days.clear()
    blocked = shelf.poll(first.checkpoint, now=NOON + timedelta(days=90))
    assert blocked.reason == "says it has nothing, and listed filings of these days before"


def widened(page: Page, _: int) -> Page:
    """A source that took a bad filter for none."""
    return replace(page, rows=tuple(replace(row, filer=Filer(id="org2", code="000001")) for row in page.rows))


def wrapped(shelf: Shelf) -> Callable[[Page, int], Page]:
    """A source that shows page 1 for every page."""
    first = Shelf(days=shelf.days)
    return lambda page, number: page if number == 0 else replace(page, rows=first.ask(shelf.asked[-1][0], "", 0).rows)


def restless(shelf: Shelf) -> Callable[[Page, int], Page]:
    """A source that counts more at each page and shows no more."""
    return lambda page, _: replace(page, total=(page.total or 0) + len(shelf.asked))


QUIRKS: dict[str, tuple[Callable[[Shelf], Callable[[Page, int], Page]], str]] = {
    "another company": (lambda _: widened, "lists filings of another company: 000001"),
    "wraps to page 1": (wrapped, "page 2 repeats what earlier pages showed"),
    "total changes": (restless, "its total changes while its pages are walked: 13, then 14"),
    "rows are lost": (lambda _: lambda page, _: replace(page, rows=page.rows[:4]), "counts 12 filings and shows"),
    "outside the window": (
        lambda _: lambda page, _: replace(page, rows=tuple(replace(r, day=date(2019, 1, 2)) for r in page.rows)),
        "lists a filing of 2019-01-02, outside of what was asked for",
    ),
    "null for a list": (lambda _: lambda page, _: replace(page, rows=()), "counts 12 filings and shows 0"),
    "another shape": (lambda _: lambda *_: {}["announcements"], "another shape than it used to"),
}


@pytest.mark.parametrize("quirk", QUIRKS)
def test_each_quirk_is_named(quirk: str) -> None:
    """A list that cannot be right is broken, with the reason, and leaves the checkpoint alone."""
    shelf = Shelf()
    shelf.put("2026-08-05", *range(1, 13))
    make, words = QUIRKS[quirk]
    shelf.quirk = make(shelf)
    poll = shelf.poll()
    assert poll.outcome is Outcome.BROKEN
    assert words in poll.reason
    assert poll.checkpoint is None


def test_rows_that_come_in_meanwhile_push_others_down() -> None:
    """A total that grows while pages are walked loses nothing and is no fault."""
    shelf = Shelf()
    shelf.put("2026-08-05", *range(1, 13))

    def publish(page: Page, number: int) -> Page:
        if number == 1:
            shelf.put("2026-08-07", 13, 14)
        return page

    shelf.quirk = publish
    assert len(ids(shelf.poll())) == 14


def test_a_damaged_page_is_asked_for_again() -> None:
    """What another try mends breaks no poll; what it does not mend is not tried for ever."""
    shelf = Shelf()
    shelf.put("2026-08-05", *range(1, 13))
    faults = [SourceError("answers with nothing", source="shelf", passing=True)]

    def failing(page: Page, _: int) -> Page:
        if faults:
            raise faults.pop()
        return page

    shelf.quirk = failing
    assert len(ids(shelf.poll())) == 12
    faults.extend(SourceError("answers with nothing", source="shelf", passing=True) for _ in range(3))
    assert shelf.poll().reason == "answers with nothing"


def market(size: int = 30) -> Shelf:
    """A week of a market: three hundred filings a day."""
    shelf = Shelf(size=size)
    for day in range(1, 8):
        shelf.put(f"2026-08-0{day}", *range(1000 * day, 1000 * day + 300))
    return shelf


def test_one_dated_back_in_a_long_list_is_found_soon() -> None:
    """Halving the days leads to it, where walking on would take fifty pages."""
    shelf = market()
    first = shelf.poll(now=NOON + timedelta(hours=1))
    shelf.put("2026-08-02", 999)
    assert ids(shelf.poll(first.checkpoint, now=NOON + timedelta(hours=2))) == ["999"]
    assert len(shelf.asked) <= 7


def test_a_list_that_grows_at_every_page_is_no_broken_one() -> None:
    """On the evening with four thousand: what comes in meanwhile is had at once or at the next poll, never refused."""
    shelf = market()
    first = shelf.poll(now=NOON + timedelta(hours=1))
    shelf.put("2026-08-07", *range(8000, 8200))
    shelf.put("2026-08-08", *range(9000, 9200))

    def publish(page: Page, _: int) -> Page:
        if number := next(coming, 0):
            shelf.put("2026-08-07" if number % 2 else "2026-08-08", number)
        return page

    coming, shelf.quirk = iter(range(10_000, 10_060)), publish
    found, checkpoint = list[str](), first.checkpoint
    known = set(shelf.days) - {str(number) for number in (*range(8000, 8200), *range(9000, 9200))}
    for hours in range(2, 8):
        again = shelf.poll(checkpoint, now=NOON + timedelta(hours=hours))
        found, checkpoint = found + ids(again), again.checkpoint
        assert len(shelf.asked) < 40
    shelf.quirk = lambda page, _: page
    found += ids(shelf.poll(checkpoint, now=NOON + timedelta(hours=9)))
    assert len(shelf.days) > 2100 + 400 + 20
    assert sorted(found) == sorted(shelf.days.keys() - known)


def test_a_row_that_fell_out_for_another_is_asked_for_at_once() -> None:
    """A page that shows a row twice may have lost one: it is asked again, and no days are halved."""
    shelf = market()
    first = shelf.poll(now=NOON + timedelta(hours=1))
    shelf.put("2026-08-07", *range(8000, 8003))
    damaged = [True]

    def doubling(page: Page, _: int) -> Page:
        twice = shelf.row("8001")
        whole = not damaged or not damaged.pop()
        return page if whole else replace(page, rows=tuple(twice if row.id == "8002" else row for row in page.rows))

    shelf.quirk = doubling
    assert ids(shelf.poll(first.checkpoint, now=NOON + timedelta(hours=2))) == ["8000", "8001", "8002"]
    assert len(shelf.asked) == 2


def test_a_page_in_disorder_costs_nothing_more() -> None:
    """What is new may stand anywhere on the page: the total says that nothing is missing."""
    shelf = market()
    first = shelf.poll(now=NOON + timedelta(hours=1))
    shelf.put("2026-08-07", 8000)
    shelf.quirk = lambda page, _: replace(page, rows=page.rows[::-1])
    assert ids(shelf.poll(first.checkpoint, now=NOON + timedelta(hours=2))) == ["8000"]
    assert len(shelf.asked) == 1


def test_what_is_new_of_today_stands_behind_all_of_tomorrow() -> None:
    """In the evening both have news: two questions, however long tomorrow's list is."""
    shelf = market()
    shelf.put("2026-08-08", *range(9000, 9200))
    first = shelf.poll(now=NOON + timedelta(hours=1))
    shelf.put("2026-08-07", 8000)
    shelf.put("2026-08-08", 9500)
    assert ids(shelf.poll(first.checkpoint, now=NOON + timedelta(hours=2))) == ["8000", "9500"]
    assert len(shelf.asked) == 2


def test_each_day_of_a_long_list_is_counted_now_and_then() -> None:
    """One that is withdrawn hides one dated back to another day, but not for longer than three days."""
    shelf = market()
    first = shelf.poll()
    shelf.put("2026-08-02", 999)
    del shelf.days["5007"]
    same_day = shelf.poll(first.checkpoint, now=NOON + timedelta(hours=1))
    assert (ids(same_day), len(shelf.asked)) == ([], 1)
    found, checkpoint = list[str](), same_day.checkpoint
    for days in (1, 2, 3):
        later = shelf.poll(checkpoint, now=NOON + timedelta(days=days))
        found, checkpoint = found + ids(later), later.checkpoint
    assert found == ["999"]


def test_a_refusal_in_the_middle_of_a_walk_is_no_end_of_it() -> None:
    """Who answered before is asked again; who refuses the first request of a poll is left alone."""
    shelf = market()
    refusals = [SourceError("answers with a JavaScript challenge", source="shelf")]

    def refusing(page: Page, number: int) -> Page:
        if refusals and number == at:
            raise refusals.pop()
        return page

    shelf.quirk, at = refusing, 3
    assert len(ids(shelf.poll())) == 2100
    refusals.append(SourceError("answers with a JavaScript challenge", source="shelf"))
    at = 0
    assert shelf.poll().outcome is Outcome.BROKEN
    assert len(shelf.asked) == 1


def test_a_capped_list_is_sliced() -> None:
    """Days are halved until a slice shows all; a day that is too full is asked for in parts."""
    shelf = Shelf(cap=20)
    for number in range(6):
        shelf.put(f"2026-08-0{number + 1}", *range(100 * (number + 1), 100 * (number + 1) + 12))
    shelf.put("2026-08-07", *range(1000, 1015), *range(2000, 2015))
    first = shelf.poll(parts=("1", "2", "3", "4", "5", "6"))
    assert len(ids(first)) == 102
    assert ids(shelf.poll(first.checkpoint)) == []
    assert len(shelf.asked) == 1
    shelf.put("2026-08-07", 3020)
    assert ids(shelf.poll(first.checkpoint)) == ["3020"]
    assert len(shelf.asked) == 1


def test_a_full_day_without_parts_is_named() -> None:
    """What cannot be listed completely is not listed as if it were."""
    shelf = Shelf(cap=20)
    shelf.put("2026-08-07", *range(1000, 1030))
    assert shelf.poll().reason == "has more than 20 filings on 2026-08-07, and shows no more"


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_whatever_happens_each_filing_is_found_once(seed: int) -> None:
    """Thirty days of publishing, dating back and withdrawing, with polls at odd times and broken ones between."""
    chance = random.Random(seed)  # noqa: S311 - a story, not a secret
    shelf, found, checkpoint = Shelf(size=30), list[str](), None
    now, number = NOON, 100
    withdrawn = set[str]()
    for _ in range(30):
        now += timedelta(hours=chance.choice([1, 6, 24, 72]))
        for _ in range(chance.choice([0, 0, 1, 3, 17])):
            number += 1
            back = chance.choice([-1, 0, 0, 0, 1, 5])
            day = now.astimezone(ZoneInfo("Asia/Shanghai")).date() - timedelta(days=back)
            shelf.put(day.isoformat(), number)
        if chance.random() < 0.1 and found:
            withdrawn.add(chance.choice(found))
            shelf.days.pop(max(withdrawn), None)
        broken = chance.random() < 0.2
        shelf.quirk = (lambda _, __: {}["gone"]) if broken else (lambda page, _: page)
        poll = shelf.poll(checkpoint, now=now)
        if poll.outcome is not Outcome.BROKEN:
            found += [filing.id for filing in poll.filings]
            checkpoint = poll.checkpoint
    shelf.quirk = lambda page, _: page
    last = shelf.poll(checkpoint, now=now + timedelta(days=1))
    found += [filing.id for filing in last.filings]
    assert sorted(found) == sorted(set(found))
    assert set(shelf.days) <= set(found)
