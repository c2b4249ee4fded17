"""CNINFO as it behaves: thirty rows a page, page 101 is page 1, null for none, tags in titles."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from stubs.publishing import Publication, Publisher
from stubs.server import Asked, Reply, page

ZONE = ZoneInfo("Asia/Shanghai")
_MARKETS = {"szmb": ("0", "2"), "szcy": ("3",), "shmb": ("60", "900"), "shkcp": ("68",), "bj": ("4", "8", "92")}


class CninfoStub(Publisher):
    """The list, the companies and the files of CNINFO."""

    most = 3000
    # What the list answers instead, while it is broken.
    first_door: Reply | None = None

    def answer(self, asked: Asked) -> Reply:
        """The right answer."""
        if asked.path == "/new/data/szse_stock.json":
            companies = [self.company, self.other]
            rows = [{"orgId": c.id, "category": "A股", "code": c.code, "pinyin": "", "zwjc": c.name} for c in companies]
            return page({"stockList": rows})
        if asked.path == "/new/hisAnnouncement/query":
            return self._list(asked.fields) if self.first_door is None else self.first_door
        if asked.path == "/new/fulltextSearch/full":
            return self._search(asked.fields)
        return self.document(asked.path)

    def _list(self, form: dict[str, str]) -> Reply:
        code, _, org = form["stock"].partition(",")
        first, last = (date.fromisoformat(each) for each in form["seDate"].split("~"))
        found = [each for each in self.listed(org or code) if first <= each.at.astimezone(ZONE).date() <= last]
        found = [each for each in found if each.company.code.startswith(_MARKETS.get(form["plate"], ""))]
        wanted = "记录" if form["tabName"] == "relation" else ""
        found = [each for each in found if wanted in each.title]
        number = int(form["pageNum"]) if int(form["pageNum"]) <= self.most // 30 else 1
        rows = [self.row(each) for each in found[(number - 1) * 30 : number * 30]]
        total = {"totalAnnouncement": len(found), "totalRecordNum": len(found), "totalpages": len(found) // 30}
        return page({**total, "announcements": rows or None, "hasMore": number * 30 < len(found)})

    def _search(self, fields: dict[str, str]) -> Reply:
        """Hits of all companies, every second one in a list of its own; a type finds nothing."""
        first, last = (date.fromisoformat(fields[name]) for name in ("sdate", "edate"))
        key, number, size = fields["searchkey"], int(fields["pageNum"]), int(fields["pageSize"])
        found = [each for each in self.newest_first() if first <= each.at.astimezone(ZONE).date() <= last]
        found = [
            each
            for each in found
            if key in (each.company.id, each.company.code, each.company.name, "") or key in each.title
        ]
        if fields["type"] or size > 100 or number * size > 20_000:
            found = []
        rows = [self.row(each) for each in found[(number - 1) * size : number * size]]
        nested = [[row] if place % 2 else row for place, row in enumerate(rows)]
        total = {"totalAnnouncement": len(found), "totalRecordNum": len(found), "totalpages": 0}
        return page({**total, "announcements": nested or None, "hasMore": number * size < len(found)})

    @staticmethod
    def row(each: Publication) -> dict[str, object]:
        """One row, with the keys that rows have."""
        return {
            "id": None,
            "secCode": each.company.code,
            "secName": "　".join(each.company.name[:2]) + each.company.name[2:],
            "orgId": each.company.id,
            "announcementId": str(each.number),
            "announcementTitle": each.title.replace("年度", "<em>年</em><em>度</em>"),
            "announcementTime": int(each.at.timestamp() * 1000),
            "adjunctUrl": f"finalpage/{each.at.date()}/{each.number}.PDF",
            "adjunctSize": 1 + len(each.document) // 1024,
            "adjunctType": "PDF",
            "associateAnnouncement": None,
        }
