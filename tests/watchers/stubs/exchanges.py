"""SZSE, SSE, BSE, irm and e互动 as they behave: nested rows, two totals, a page number with its right name, posts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from types import MappingProxyType
from zoneinfo import ZoneInfo

from stubs.publishing import Company, Publication, Publisher
from stubs.server import Asked, Reply, page

CANARIES = ("600000", "000001")
ZONE = ZoneInfo("Asia/Shanghai")
BUSY = '({"jsonCallBack":"callback","success":"false","error":"系统繁忙，请稍后再试"})'.encode()


def _within(found: list[Publication], first: str, last: str) -> list[Publication]:
    days = date.fromisoformat(first[:10]), date.fromisoformat(last[:10])
    return [each for each in found if days[0] <= each.at.astimezone(ZONE).date() <= days[1]]


class _Exchange(Publisher):
    """An exchange; the orgIds of its companies are CNINFO's to know.

    Its canary has always filed something, unless the exchange is `silent` to those who ask.
    """

    silent = False

    def listed(self, code_of: str | None) -> list[Publication]:
        """Those of one company, or of all."""
        if self.silent:
            return []
        if code_of in CANARIES:
            company = Company(id=str(code_of), code=str(code_of), name="河岸银行")
            return [Publication(number=1, at=datetime(2026, 7, 1, tzinfo=UTC), title="公告", company=company)]
        return super().listed(code_of)

    def companies(self) -> Reply:
        """The companies as CNINFO lists them."""
        rows = [{"orgId": c.id, "code": c.code, "zwjc": c.name} for c in (self.company, self.other)]
        return page({"stockList": rows})


class SzseStub(_Exchange):
    """The list of SZSE, whose codes come as a list or as one written out."""

    def answer(self, asked: Asked) -> Reply:
        """The right answer."""
        if asked.path == "/new/data/szse_stock.json":
            return self.companies()
        if not asked.path.startswith("/api/"):
            return self.document(asked.path)
        wanted, size = asked.json, asked.json["pageSize"]
        found = _within(self.listed(wanted.get("stock", [None])[0]), *wanted["seDate"])
        shown = found[(wanted["pageNum"] - 1) * size : wanted["pageNum"] * size]
        return page({"announceCount": len(found), "data": [_szse_row(each) for each in shown]})


def _szse_row(each: Publication) -> dict[str, object]:
    return {
        "id": f"00000000-{each.number}",
        "annId": each.number,
        "title": f"{each.company.name}：{each.title}",
        "content": "None",
        "publishTime": f"{each.at.astimezone(ZONE):%Y-%m-%d %H:%M:%S}",
        "attachPath": f"/disc/disk03/finalpage/{each.at.date()}/{each.number}.PDF",
        "attachSize": 123,
        "secCode": [each.company.code] if each.number % 2 else f"['{each.company.code}']",
        "secName": [each.company.name],
    }


class SseStub(_Exchange):
    """The list of SSE: JSONP, nested rows, and page 1 for ever when its page is not said three times."""

    attachments: Mapping[int, Publication] = MappingProxyType({})

    def answer(self, asked: Asked) -> Reply:
        """The right answer."""
        if asked.path == "/new/data/szse_stock.json":
            return self.companies()
        if not asked.path.endswith("queryCompanyBulletinNew.do"):
            return self.document(asked.path)
        if asked.headers.get("referer") != "https://www.sse.com.cn/":
            return Reply(body=BUSY)
        fields = asked.fields
        number, size = int(fields["pageHelp.pageNo"]), int(fields["pageHelp.pageSize"])
        if fields["pageHelp.beginPage"] != str(number) or fields["pageHelp.endPage"] != str(number):
            number = 1
        found = _within(self.listed(fields["SECURITY_CODE"] or None), fields["START_DATE"], fields["END_DATE"])
        shown = [self._row(each) for each in found[(number - 1) * size : number * size]]
        answer = {"pageHelp": {"data": shown, "pageNo": number, "pageSize": size, "total": len(found)}, "result": shown}
        return Reply(body=f"callback({json.dumps(answer, ensure_ascii=False)})".replace("/", "\\/").encode())

    def _row(self, each: Publication) -> list[dict[str, object]]:
        """The main file, and what is attached to it under its id."""
        attached = self.attachments.get(each.number)
        more = {"ORG_BULLETIN_ID": str(each.number), "ORG_FILE_TYPE": 1}
        return [_sse_row(each)] + ([_sse_row(attached) | more] if attached else [])


def _sse_row(each: Publication) -> dict[str, object]:
    day = each.at.astimezone(ZONE).date()
    return {
        "BULLETIN_TYPE_DESC": "年报",
        "ORG_BULLETIN_ID": str(each.number),
        "ORG_FILE_TYPE": 0,
        "SECURITY_CODE": each.company.code,
        "SECURITY_NAME": each.company.name,
        "SSEDATE": day.isoformat(),
        "TITLE": each.title,
        "URL": f"/disclosure/listedinfo/announcement/c/new/{day}/{each.number}.pdf",
    }


class BseStub(_Exchange):
    """The list of BSE: pages from 0, grouped by company, two totals, an excuse for half a form.

    With `apart`, each group counts its own filings.
    """

    apart = False

    def answer(self, asked: Asked) -> Reply:
        """The right answer."""
        if asked.path == "/new/data/szse_stock.json":
            return self.companies()
        if not asked.path.endswith("initDisclosureList.do"):
            return self.document(asked.path)
        if asked.body.count(b"needFields") < 2:
            return Reply(body='cb([{"msg":"请求参数异常"}])'.encode())
        fields, size = asked.fields, 20
        number = int(fields["page"])
        found = _within(self.listed(fields["companyCd"] or None), fields["startTime"], fields["endTime"])
        groups = self.groups(found)
        shown = groups[number * size : (number + 1) * size]
        content = [
            {"disclosures": [_bse_row(each) for each in group], "totalElements": len(group if self.apart else found)}
            for group in shown
        ]
        totals = {"totalElements": len(groups), "totalPages": -(-len(groups) // size), "number": number, "size": size}
        answer = {"data": {"content": content, **totals}}
        return Reply(body=f"cb({json.dumps(answer, ensure_ascii=False)})".encode())

    @staticmethod
    def groups(found: list[Publication]) -> list[list[Publication]]:
        """The filings by company, five of one at most, so that a few companies fill pages."""
        groups = list[list[Publication]]()
        for each in found:
            mine = next((group for group in groups if group[0].company == each.company and len(group) < 5), None)
            groups.append([each]) if mine is None else mine.append(each)
        return groups


def _bse_row(each: Publication) -> dict[str, object]:
    day = each.at.astimezone(ZONE).date()
    return {
        "disclosureCode": f"c5f0{each.number}",
        "disclosureTitle": f"[定期报告]{each.company.name}:{each.title}",
        "disclosurePostTitle": "",
        "companyCd": each.company.code,
        "companyName": each.company.name,
        "publishDate": day.isoformat(),
        "fileExt": "pdf",
        "destFilePath": f"/disclosure/2026/{day}/{each.number}.pdf",
    }


class IrmStub(_Exchange):
    """The records of all companies; `pageNum` is ignored."""

    def answer(self, asked: Asked) -> Reply:
        """The right answer."""
        if asked.path != "/newircs/index/search":
            return self.document(asked.path)
        fields = asked.fields
        number, size = int(fields.get("pageNo", "1")), int(fields["pageSize"])
        found = _within(self.newest_first(), fields["startDate"], fields["endDate"])
        shown = [_irm_row(each) for each in found[(number - 1) * size : number * size]]
        total = {"totalRecord": len(found), "totalPage": -(-len(found) // size)}
        return page({"pageNo": number, "pageSize": size, **total, "results": shown})


def _irm_row(each: Publication) -> dict[str, object]:
    return {
        "indexId": str(each.number),
        "contentType": 4,
        "mainContent": each.title,
        "attachmentUrl": f"finalpage/{each.at.date()}/{each.number}.PDF",
        "size": "121",
        "stockCode": each.company.code,
        "secid": each.company.id,
        "companyShortName": each.company.name,
        "pubDate": str(int(each.at.timestamp() * 1000)),
    }


class SseInfoStub(_Exchange):
    """The posts of companies as pieces of HTML: no count, times in words, other numbers for companies."""

    now = datetime(2026, 8, 7, 4, tzinfo=UTC)
    empty = "<div class='center'><a>暂时没有发布</a></div>"

    def answer(self, asked: Asked) -> Reply:
        """The right answer."""
        if asked.path == "/new/data/szse_stock.json":
            return self.companies()
        uids = {company.code: str(number) for number, company in enumerate((self.company, self.other), start=65)}
        if asked.path == "/ajax/getCompany.do":
            return Reply(body=uids.get(asked.fields["data"], "").encode())
        if asked.path not in ("/ajax/userfeeds.do", "/ajax/feeds.do"):
            return self.document(asked.path)
        codes = {uid: code for code, uid in uids.items()}
        found = self.listed(codes.get(asked.fields.get("uid", "")))
        number, size = int(asked.fields["page"]), int(asked.fields["pageSize"])
        shown = found[(number - 1) * size : number * size]
        posts = "".join(self.post(each, uids.get(each.company.code, "65")) for each in shown)
        return Reply(body=(posts or self.empty).encode())

    def post(self, each: Publication, uid: str) -> str:
        """One post."""
        company = each.company
        portrait = f"https://sns.sseinfo.com/resources/images/avatar/company/{company.code}.png"
        file = f"/resources/images/upload/202608/{each.number}.pdf"
        return (
            f'<div class="m_feed_item" id="item-{each.number}"><div class="m_feed_detail">'
            f'<div class="m_feed_face"><a rel="face" uid="{uid}" href="user.do?uid={uid}" title="{company.name}">'
            f'<img title="{company.name}" src="{portrait}"></a><p>{company.name}</p></div>'
            f'<div class="m_feed_cnt"><div class="m_feed_txt" id="m_feed_txt-{each.number}">发布了'
            f"<a href='{file}' target='_blank'>{each.title}.pdf</a></div>"
            f'<div class="m_feed_func"><div class="m_feed_from"><span>{self.words(each.at)}</span><em>来自</em>'
            f'<a href="javascript:;">网站</a></div></div></div></div></div>'
        )

    def words(self, at: datetime) -> str:
        """A moment as it is said to readers of now."""
        here, now = at.astimezone(ZONE), self.now.astimezone(ZONE)
        minutes = int((now - here).total_seconds() // 60)
        if 0 <= minutes < 60:
            return f"{minutes}分钟前"
        if now.date() - here.date() == timedelta(days=1):
            return f"昨天 {here:%H:%M}"
        return f"{here:%Y年%m月%d日 %H:%M}"
