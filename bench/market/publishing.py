"""What a market publishes in a month, and what its lists show of it at any moment.

The shape is that of an April in China: most of a day comes in the evening, half of that under tomorrow's date; a
quarter on Saturdays, a little on Sundays; some is dated back by up to six days, some published again under the same
title; and on the 28th, two days before the last day for annual reports, one evening brings four thousand.
"""

from __future__ import annotations

import random
from bisect import insort
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Shanghai")
FIRST = date(2026, 4, 1)
PEAK = date(2026, 4, 28)
# How the codes of the markets begin, and how many of a hundred companies each has.
_MARKETS = (("000", 30), ("300", 27), ("600", 32), ("688", 11))
_TITLES = (
    "2025年年度报告",
    "2025年年度报告摘要",
    "2026年第一季度报告",
    "关于召开2025年年度股东大会的通知",
    "第{n}届董事会第{m}次会议决议公告",
    "关于回购公司股份进展的公告",
    "关于控股股东部分股份质押的公告",
    "投资者关系活动记录表",
    "关于2024年年度报告的更正公告",
    "2024年年度报告（更正后）",
)
_SATURDAY, _SUNDAY = 5, 6
_BACK = 0.02  # dated back
_AGAIN = 0.02  # published again under its title


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """A company of the market."""

    org: str
    code: str
    name: str

    @property
    def shanghai(self) -> bool:
        """Whether Shanghai's exchange lists it; the others are Shenzhen's."""
        return self.code.startswith("6")


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """One filing: when it appears in the lists, and when these say that it was published."""

    number: int
    company: Company
    title: str
    appears: datetime
    at: datetime
    replaced: datetime | None = None

    def document(self, now: datetime) -> bytes:
        """Its document, a PDF as far as downloading looks; another one of that length once it was replaced."""
        body = f"%PDF-1.7\n% {self.number} {self.company.code} {self.title}\n".encode()
        filling = b"1" if self.replaced and self.replaced <= now else b"0"
        return body + filling * 700 + b"\nstartxref\n0\n%%EOF\n"


def companies(count: int) -> list[Company]:
    """So many companies, spread over the markets."""
    starts = [start for start, share in _MARKETS for _ in range(share)]
    found = []
    for number in range(count):
        start = starts[number * 37 % len(starts)]
        found.append(Company(org=f"99{number:08d}", code=f"{start}{number // 5 % 1000:03d}", name=f"星{number}股份"))
    taken = dict.fromkeys(company.code for company in found)
    return found if len(taken) == count else _with_codes_of_their_own(found)


def _with_codes_of_their_own(found: Sequence[Company]) -> list[Company]:
    """The companies with six digits that nobody else has, in the same markets."""
    return [
        Company(org=company.org, code=f"{company.code[0]}{place % 100_000:05d}", name=company.name)
        for place, company in enumerate(found)
    ]


def month(listed: Sequence[Company], *, days: int, ordinary: int, peak: int, seed: int) -> list[Publication]:
    """What is published in so many days: `ordinary` filings on a working day, `peak` in the evening of the 28th."""
    chance = random.Random(seed)  # noqa: S311 - a story, not a secret
    found: list[Publication] = []
    for day in (FIRST + timedelta(days=place) for place in range(days)):
        share = {_SATURDAY: 0.25, _SUNDAY: 0.08}.get(day.weekday(), 1.0)
        for appears in _moments(chance, day, int(ordinary * share), peak if day == PEAK else 0):
            again = found and chance.random() < _AGAIN
            model = chance.choice(found[-50:]) if again else None
            company = model.company if model else chance.choice(listed)
            title = model.title if model else chance.choice(_TITLES).format(n=chance.randint(3, 9), m=len(found))
            number, at = 1_225_000_000 + 3 * len(found), _dated(chance, appears)
            found.append(Publication(number=number, company=company, title=title, appears=appears, at=at))
    return found


def with_replacements(published: list[Publication], per_thousand: int, seed: int) -> list[Publication]:
    """The same filings, so many of a thousand of which are replaced at their address, half a day to six days later."""
    chance = random.Random(seed)  # noqa: S311 - a story, not a secret
    return [
        replace(each, replaced=each.appears + timedelta(days=chance.uniform(0.5, 6)))
        if chance.random() * 1000 < per_thousand
        else each
        for each in published
    ]


def _moments(chance: random.Random, day: date, ordinary: int, peak: int) -> list[datetime]:
    """When the filings of a day appear: seven of ten in the evening."""
    evening, noon, morning = (16.5, 23.0), (11.5, 13.5), (7.0, 9.3)
    spans = [chance.choices((evening, noon, morning), (7, 2, 1))[0] for _ in range(ordinary)] + [evening] * peak
    begin = datetime.combine(day, time(), ZONE)
    return sorted(begin + timedelta(seconds=int(3600 * chance.uniform(*span))) for span in spans)


def _dated(chance: random.Random, appears: datetime) -> datetime:
    """What the lists say: the moment, tomorrow for half of an evening, or a day of the last week."""
    midnight = datetime.combine(appears.date(), time(), ZONE)
    if chance.random() < _BACK:
        return midnight - timedelta(days=chance.randint(1, 6))
    if appears.hour >= 16 and chance.random() < 0.5:  # noqa: PLR2004 - after the close of trading
        return midnight + timedelta(days=1)
    return appears


@dataclass
class Shelf:
    """One list, newest first, as far as it has appeared; what is asked for goes forward in time only."""

    coming: list[Publication]
    days: dict[date, list[tuple[float, int, Publication]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.coming = sorted(self.coming, key=lambda each: each.appears, reverse=True)

    def until(self, now: datetime) -> None:
        """Lets appear what appears by now."""
        while self.coming and self.coming[-1].appears <= now:
            each = self.coming.pop()
            insort(self.days.setdefault(each.at.date(), []), (-each.at.timestamp(), -each.number, each))

    def within(self, first: date, last: date) -> Iterator[list[tuple[float, int, Publication]]]:
        """The days of a span that have something, newest first."""
        return (self.days[day] for day in sorted(self.days, reverse=True) if first <= day <= last)

    def page(self, first: date, last: date, place: int, size: int) -> tuple[list[Publication], int]:
        """One page of a span, and how many filings the span has."""
        days = list(self.within(first, last))
        rows, skip = list[Publication](), place * size
        for day in days:
            rows += [each for _, _, each in day[skip : skip + size - len(rows)]]
            skip = max(0, skip - len(day))
        return rows, sum(map(len, days))
