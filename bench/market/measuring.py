"""What became of a month: what was found of what was published, and how it was asked for."""

from __future__ import annotations

import math
import sqlite3
from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

from bench.market.causes import NONE, Asking, askings, causes
from bench.market.harbour import HKEX
from bench.market.publishing import Publication
from bench.market.serving import CNINFO, PAGES, SSE, SZSE, Asked
from watchers.pacing import pace_of, quiet_until

# Sightings of what the lists show; and the documents that were found replaced, which are listed anew.
_SIGHTINGS = "SELECT count(*) FROM sightings JOIN filings f ON f.id = sightings.filing WHERE f.source_version = ''"
_REPLACED = "SELECT count(DISTINCT version) FROM filings WHERE source_version != ''"
# Comparisons of two languages with each other, which there may not be.
_MIXED = """SELECT count(*) FROM diffs d JOIN versions o ON o.id = d.old JOIN versions n ON n.id = d.new
WHERE json_extract(o.cover, '$.language') != json_extract(n.cover, '$.language')"""
_TWINS = ("hkex-market", "hkex-market-zh")
_BOARDS = 2
_HOSTS = {"cninfo": CNINFO, "szse": SZSE, "sse": SSE}
# Requests that arrive this much sooner than the pace allows are in time: the clocks are one, the roundings are not.
_EARLY = 0.001


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What the database holds of a market: filings and sightings that should be there, and those that should not."""

    published: int
    versions: int
    missing: int
    doubled: int
    unfinished: int
    sightings: int
    expected_sightings: int
    replaced: int = 0
    expected_replaced: int = 0
    mixed: int = 0

    @property
    def whole(self) -> bool:
        """Whether each filing was found, once, and taken to its end, and every place that lists it was noted."""
        clean = not (self.missing or self.doubled or self.unfinished or self.mixed)
        seen = self.sightings == self.expected_sightings and self.replaced == self.expected_replaced
        return clean and seen and self.versions == self.published


@dataclass(frozen=True, slots=True, kw_only=True)
class Courtesy:
    """How one host was asked: requests, the least that would have done, and how the pace was kept."""

    host: str
    asked: int
    least: int
    closest: float
    crowded: int
    in_quiet_hours: int
    causes: Mapping[str, int]
    allowed_interval: float
    allowed_per_minute: int | None

    @property
    def excess(self) -> float:
        """How many times the least."""
        return self.asked / self.least if self.least else math.inf

    @property
    def kept(self) -> bool:
        """Whether the pace was kept."""
        return self.closest >= self.allowed_interval - _EARLY and (
            self.allowed_per_minute is None or self.crowded <= self.allowed_per_minute
        )


def found(database: Path, publications: Sequence[Publication], twins: Sequence[Publication] = ()) -> Found:
    """What is stored of what was published, in the mainland and, in two languages each, in Hong Kong."""
    connection = sqlite3.connect(database)
    first = "FROM filings WHERE source_version = ''"
    listed = Counter(connection.execute(f"SELECT source, source_id {first}").fetchall())
    own = {("cninfo", str(each.number)) for each in publications}
    own |= {("sse", str(each.number)) for each in publications if each.company.shanghai}
    own |= {("hkex", str(each.number)) for each in twins}
    done = "SELECT count(*) FROM filings WHERE stage != 'done'"
    counts = [
        connection.execute(query).fetchone()[0]
        for query in (done, _SIGHTINGS, _REPLACED, "SELECT count(*) FROM versions", _MIXED)
    ]
    connection.close()
    return Found(
        published=len(publications) + len(twins),
        mixed=counts[4],
        versions=counts[3] - counts[2],
        replaced=counts[2],
        expected_replaced=sum(each.replaced is not None for each in publications),
        missing=len(own - listed.keys()),
        doubled=sum(listed.values()) - len(own & listed.keys()),
        unfinished=counts[0],
        sightings=counts[1],
        # Each is listed by CNINFO and by the exchange of its company; in Hong Kong in one list.
        expected_sightings=2 * len(publications) + len(twins),
    )


def fetched(database: Path) -> Counter[str]:
    """How many documents each watch fetched: those that it was the first to list."""
    connection = sqlite3.connect(database)
    counted = Counter(dict(connection.execute("SELECT watch, count(*) FROM filings GROUP BY watch").fetchall()))
    connection.close()
    return counted


def courtesy(
    asked: Sequence[Asked], polls: Sequence[str], publications: Sequence[Publication], documents: Mapping[str, int]
) -> list[Courtesy]:
    """How each host was asked. `polls` are the lines that the program wrote, `documents` what each watch fetched.

    The least is what would do if no answer were bad and everybody knew on which page the news stand: one request for a
    poll that brings nothing, one for each page of the list that has something new where that is more, one for each
    document and each look at one, and one a day for the companies. Nothing is added for answers that are none, for
    kills, or for finding the page of a filing that was dated back, which no list tells.
    """
    measured = []
    for name, host in _HOSTS.items():
        listed = [each for each in publications if host == CNINFO or each.company.shanghai is (host == SSE)]
        made = askings(polls, name)
        lists = _least_pages(made, listed, PAGES[host])
        measured.append(_courtesy(host, asked, made, least=lists + documents.get(name, 0)))
    if made := askings(polls, *_TWINS):
        # Its lists are files of five hundred: one for each board, whatever is new.
        lists = sum(1 if each.outcome == "broken" else _BOARDS for each in made if each.outcome != "killed")
        measured.append(_courtesy(HKEX, asked, made, least=lists + sum(documents.get(name, 0) for name in _TWINS)))
    return measured


def _courtesy(host: str, asked: Sequence[Asked], made: Sequence[Asking], *, least: int) -> Courtesy:
    """How one host was asked in these polls; `least` is that of its lists and documents."""
    own = [each for each in asked if each.host == host]
    moments = sorted(each.at for each in own)
    named = {(datetime.fromtimestamp(each.at, UTC).date(), each.question) for each in own if each.kind == "companies"}
    looks = sum(each.kind == "look" and each.fault not in NONE for each in own)
    pace = pace_of(host)[1]
    return Courtesy(
        host=host,
        asked=len(own),
        least=least + len(named) + looks,
        closest=min((later - earlier for earlier, later in pairwise(moments)), default=math.inf),
        crowded=_most_in_a_minute(moments),
        causes=causes(own, made),
        in_quiet_hours=sum(quiet_until(host, datetime.fromtimestamp(at, UTC)) is not None for at in moments),
        allowed_interval=pace.interval,
        allowed_per_minute=pace.per_minute,
    )


def _least_pages(polls: Sequence[Asking], listed: Sequence[Publication], size: int) -> int:
    """How many pages all polls need: of each the pages of the list, newest first, that what is new stands on."""
    coming = sorted(listed, key=lambda each: each.appears, reverse=True)
    shown = list[tuple[float, int]]()
    fresh = list[tuple[float, int]]()
    least = 0
    for poll in polls:
        if poll.outcome == "killed":
            continue
        while coming and coming[-1].appears.timestamp() <= poll.began:
            each = coming.pop()
            fresh.append((-each.at.timestamp(), -each.number))
            insort(shown, fresh[-1])
        if poll.outcome == "broken":
            least += 1
            continue
        least += max(1, len({bisect_left(shown, place) // size for place in fresh}))
        fresh.clear()
    return least


def _most_in_a_minute(moments: Sequence[float]) -> int:
    most = first = 0
    for last, moment in enumerate(moments):
        while moments[first] <= moment - 60:
            first += 1
        most = max(most, last - first + 1)
    return most
