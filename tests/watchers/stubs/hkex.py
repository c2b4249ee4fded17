"""HKEXnews as it behaves: JSON inside JSON, cumulative ranges, each filing in two languages."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from stubs.publishing import Publication, Publisher
from stubs.server import Asked, Reply, page

ZONE = ZoneInfo("Asia/Hong_Kong")


class HkexStub(Publisher):
    """The search, the companies and the files of HKEXnews. Chinese twins have the next number but a million."""

    def answer(self, asked: Asked) -> Reply:
        """The right answer."""
        if asked.path.endswith("activestock_sehk_e.json"):
            listed = [] if "inactive" in asked.path else [self.company, self.other]
            return page([{"i": int(c.id), "c": c.code, "n": c.name, "s": 15375} for c in listed])
        if asked.path == "/search/titleSearchServlet.do":
            return self._search(asked.fields)
        return self.document(asked.path)

    def _search(self, fields: dict[str, str]) -> Reply:
        first, last = (datetime.strptime(fields[name], "%Y%m%d").date() for name in ("fromDate", "toDate"))  # noqa: DTZ007
        found = [each for each in self.listed(fields["stockId"]) if first <= each.at.astimezone(ZONE).date() <= last]
        shown = found[: int(fields["rowRange"])]
        rows = [_row(each, fields["lang"], len(found)) for each in shown]
        result = json.dumps(rows) if rows else "null"
        more = len(shown) < len(found)
        return page({"result": result, "hasNextRow": more, "rowRange": int(fields["rowRange"]), "lang": fields["lang"]})


class HkexMarketStub(Publisher):
    """The lists of the newest, as files with tags; pages of fifty, newest first."""

    size = 50
    now = datetime(2026, 8, 7, 4, tzinfo=UTC)

    def answer(self, asked: Asked) -> Reply:
        """The right answer."""
        if asked.path.endswith("activestock_sehk_e.json"):
            listed = [] if "inactive" in asked.path else [self.company, self.other]
            return page([{"i": int(c.id), "c": c.code, "n": c.name, "s": 15375} for c in listed])
        board = asked.path.removeprefix("/ncms/json/eds/lci").partition("relsd")[0]
        if board[:-1] not in ("sehk", "gem"):
            return self.document(asked.path)
        tag = f'"{len(self.publications)}"'
        if asked.headers.get("if-none-match") == tag:
            return Reply(status=304)
        number = int(asked.path.rpartition("_")[2].removesuffix(".json"))
        # Codes of GEM begin with 08.
        gem, days = board.startswith("gem"), int(board[-1])
        found = [each for each in self.newest_first() if each.company.code.startswith("08") is gem]
        if days == 1:
            found = [each for each in found if each.at.astimezone(ZONE).date() == self.now.astimezone(ZONE).date()]
        rows = [_news(each) for each in found[(number - 1) * self.size : number * self.size]]
        most = max(1, -(-len(found) // self.size))
        return page({"genDate": "", "maxNumOfFile": most, "newsInfoLst": rows}, headers={"ETag": tag})


def _news(each: Publication) -> dict[str, object]:
    return {
        "newsId": each.number,
        "title": each.title,
        "relTime": f"{each.at.astimezone(ZONE):%d/%m/%Y %H:%M}",
        "webPath": f"/listedco/listconews/sehk/2026/0820/{each.number}.pdf",
        "ext": "PDF",
        "size": "127KB",
        "stock": [{"sc": each.company.code, "sn": each.company.name}],
    }


def _row(each: Publication, language: str, total: int) -> dict[str, str]:
    chinese = language == "ZH"
    suffix = "_c" if chinese else ""
    # A title of two halves is English and Chinese.
    english, _, twin = each.title.partition(" | ")
    return {
        "NEWS_ID": str(each.number + 1_000_000 * chinese),
        "STOCK_CODE": f"{each.company.code}<br/>8{each.company.code[1:]}",
        "STOCK_NAME": f"{each.company.name}<br/>{each.company.name}-R",
        "TITLE": twin if twin and chinese else english if twin else f"{each.title} &amp; more&#x3b;",
        "FILE_TYPE": "PDF",
        "FILE_INFO": "88KB",
        "DATE_TIME": f"{each.at.astimezone(ZONE):%d/%m/%Y %H:%M}",
        "LONG_TEXT": "Announcements and Notices - [Other]",
        "TOTAL_COUNT": str(total),
        "FILE_LINK": f"/listedco/listconews/sehk/2026/0820/{each.number}{suffix}.pdf",
    }
