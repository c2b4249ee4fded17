"""Hong Kong's side of a market: every filing in English and in Chinese, each with a number and a list of its own."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zlib import crc32

from bench.market.publishing import FIRST, ZONE, Company, Publication

HKEX = "www1.hkexnews.hk"
_PAGE = 500
_COMPANIES = 120
# One filing in two languages; the reports of two years, of which a twin must never be taken for the other language's.
_TITLES = (
    ("Annual Report 2024", "2024年報"),
    ("Annual Report 2025", "2025年報"),
    ("Interim Report 2025", "2025中期報告"),
    ("Next Day Disclosure Return", "翌日披露報表"),
    ("CLARIFICATION ANNOUNCEMENT", "澄清公告"),
)


def twins(*, days: int, daily: int, seed: int) -> list[Publication]:
    """So many filings a day, each as two publications: the Chinese one has the next number and the other file name."""
    chance = random.Random(seed)  # noqa: S311 - a story, not a secret
    found: list[Publication] = []
    for place in range(days * daily):
        minutes = chance.uniform(8, 22) * 60
        at = datetime.combine(FIRST, datetime.min.time(), ZONE) + timedelta(days=place // daily, minutes=int(minutes))
        number = chance.randrange(_COMPANIES)
        company = Company(org=f"7{number:04d}", code=f"0{number + 1000}", name=f"HARBOUR {number}")
        for at_once, title in enumerate(chance.choice(_TITLES)):
            found.append(
                Publication(number=12_000_000 + 2 * place + at_once, company=company, title=title, appears=at, at=at)
            )
    return found


def is_chinese(each: Publication) -> bool:
    """Whether a publication is the Chinese one of its pair."""
    return each.number % 2 == 1


@dataclass
class Harbour:
    """The lists of HKEX, which are files with tags, as far as they have appeared."""

    publications: Sequence[Publication]
    documents: dict[str, Publication] = field(init=False)

    def __post_init__(self) -> None:
        self.documents = {_path(each): each for each in self.publications}

    def companies(self, path: str) -> bytes:
        """All stocks that trade; none has stopped."""
        listed = {} if "inactive" in path else {each.company.code: each.company for each in self.publications}
        return json.dumps([{"i": int(c.org), "c": c.code, "n": c.name, "s": 1} for c in listed.values()]).encode()

    def listing(self, path: str, now: datetime, chance: random.Random, fault: str) -> bytes:
        """One page of one board, of today or of seven days, in one language."""
        name, _, number = path.rpartition("/")[2].removesuffix(".json").rpartition("_")
        days, chinese = int(name.partition("relsd")[0][-1]), name.endswith("c")
        since = (now.astimezone(ZONE) - timedelta(days=days - 1)).date()
        own = [] if "gem" in name else [each for each in self.publications if is_chinese(each) is chinese]
        found = sorted((each for each in own if each.appears <= now and each.at.date() >= since), key=_newest_first)
        rows = found[(int(number) - 1) * _PAGE : int(number) * _PAGE]
        if fault == "reordered":
            chance.shuffle(rows)
        if fault == "duplicated" and rows:
            rows = [rows[0], *rows]
        pages = max(1, -(-len(found) // _PAGE))
        return json.dumps({"genDate": "", "maxNumOfFile": pages, "newsInfoLst": list(map(_written, rows))}).encode()


def tag_of(body: bytes) -> str:
    """What a host calls a file, for who asks whether it still stands."""
    return f'"{crc32(body):08x}"'


def _newest_first(each: Publication) -> tuple[float, int]:
    return -each.at.timestamp(), -each.number


def _path(each: Publication) -> str:
    return f"/listedco/listconews/sehk/{each.at:%Y/%m%d}/{each.number}{'_c' if is_chinese(each) else ''}.pdf"


def _written(each: Publication) -> dict[str, object]:
    return {
        "newsId": each.number,
        "title": each.title,
        "relTime": f"{each.at:%d/%m/%Y %H:%M}",
        "webPath": _path(each),
        "ext": "PDF",
        "size": "1KB",
        "stock": [{"sc": each.company.code, "sn": each.company.name}],
    }
