"""Every way a source is known to go wrong, at every source where it can: what the poll or the file is then.

A row of `SHAPES` is a way to go wrong; what stands there for a source is the reason it must give. A source that is not
in a row cannot go wrong that way, and `NEVER` says why.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from stubs.cases import CASES, NOON, Open
from stubs.edgar import UNDECLARED
from stubs.exchanges import BUSY
from stubs.publishing import CHALLENGE
from stubs.server import Asked, Reply

from watchers.errors import UnavailableError
from watchers.filing import Outcome

Spoil = Callable[[Asked, Reply], Reply]
COUNTED = ("cninfo", "cninfo-periodic", "cninfo-market", "szse", "szse-market", "sse", "sse-market", "irm")
GROUPED = ("bse", "bse-market")
WALKED = ("hkex", "hkex-zh", "hkex-market", "edgar-market", "sseinfo", "sseinfo-market")
UNPAGED = ("edgar", "feed")
ALL = tuple(CASES)

_LISTS = ("query", "annList", "queryCompanyBulletinNew.do", "search", "initDisclosureList.do", "titleSearchServlet.do")
_LISTS += ("browse-edgar", "feeds.do", "userfeeds.do", "feed.xml")


def is_list(asked: Asked) -> bool:
    """Whether a request asks for a list, not for companies or files."""
    return asked.path.endswith(_LISTS) or "/lci" in asked.path or asked.path.startswith("/submissions/")


def page_of(asked: Asked) -> int:
    """Which page is asked for, from 1."""
    fields = asked.fields | (asked.json if asked.body[:1] == b"{" else {})
    known = ("pageNum", "pageNo", "pageHelp.pageNo")
    if any(name in fields for name in known):
        return int(next(fields[name] for name in known if name in fields))
    if "lci" in asked.path:
        return int(asked.path.rpartition("_")[2].removesuffix(".json"))
    if "start" in fields:
        return int(fields["start"]) // 100 + 1
    if "rowRange" in fields:
        return int(fields["rowRange"]) // 100
    return int(fields["page"]) + (1 if "siteId" in fields else 0)


def first_page(asked: Asked) -> Asked:
    """The same request for the first page."""
    fields = {name: "1" if name in ("pageNum", "pageNo") else value for name, value in asked.fields.items()}
    fields |= {name: "1" for name in fields if name.startswith("pageHelp.") and name != "pageHelp.pageSize"}
    fields |= {name: first for name, first in (("start", "0"), ("rowRange", "100")) if name in fields}
    fields |= {"page": "0" if "siteId" in fields else "1"} if "page" in fields else {}
    body = json.dumps({**asked.json, "pageNum": 1}).encode() if asked.body[:1] == b"{" else asked.body
    path = re.sub(r"_\d+\.json$", "_1.json", asked.path)
    return replace(asked, fields=fields, body=body, path=path)


def edited(reply: Reply, edit: Callable[[Any], None]) -> Reply:
    """The answer with its JSON changed in place, with the call around it where there is one."""
    text = reply.body.decode()
    head, tail = (text[: text.find("(") + 1], ")") if text[0] not in "[{" else ("", "")
    value = json.loads(text[len(head) : len(text) - len(tail)])
    edit(value)
    return replace(reply, body=(head + json.dumps(value, ensure_ascii=False) + tail).encode())


def lists_null(_: Open) -> Spoil:
    """The right total and no rows."""

    def empty(value: Any) -> None:
        for key in ("announcements", "data", "results"):
            if isinstance(value.get(key), list):
                value[key] = None
        if "pageHelp" in value:
            value["pageHelp"]["data"] = value["result"] = []
        if "result" in value and isinstance(value["result"], str):
            value |= {"result": "null", "hasNextRow": True}
        for company in (value.get("data") or {}).get("content", ()) if "announceCount" not in value else ():
            company["disclosures"] = []

    return lambda asked, right: edited(right, empty) if is_list(asked) else right


def wraps(opened: Open) -> Spoil:
    """Every page is the first one, and calls itself that."""
    stub = opened.publisher
    return lambda asked, right: stub.answer(first_page(asked)) if is_list(asked) and page_of(asked) > 1 else right


def wraps_in_silence(opened: Open) -> Spoil:
    """Every page is the first one under the number that was asked for."""

    def spoil(asked: Asked, right: Reply) -> Reply:
        if not is_list(asked) or page_of(asked) == 1:
            return right
        number = page_of(asked)

        def renumber(value: Any) -> None:
            for holder in (value, value.get("pageHelp"), value.get("data")):
                if isinstance(holder, dict):
                    holder |= {name: number for name in ("pageNo",) if name in holder}
                    holder |= {name: number - 1 for name in ("number",) if name in holder}
            if "rowRange" in value:
                value |= {"rowRange": 100 * number, "hasNextRow": True}

        wrapped = opened.publisher.answer(first_page(asked))
        return edited(wrapped, renumber) if wrapped.body[:1] not in (b"<", b"") else wrapped

    return spoil


def _count(value: Any, more: int) -> None:
    """Raises the totals of an answer."""
    for key in ("totalAnnouncement", "announceCount", "totalRecord"):
        if key in value:
            value[key] += more
    if "pageHelp" in value:
        value["pageHelp"]["total"] += more
    for company in (value.get("data") or {}).get("content", ()) if "announceCount" not in value else ():
        company["totalElements"] += more


def counts_on(_: Open) -> Spoil:
    """A total that is another at every page, and on no more pages."""
    asked_before = {"times": 0}

    def spoil(asked: Asked, right: Reply) -> Reply:
        if not is_list(asked):
            return right
        asked_before["times"] += 1
        return edited(right, lambda value: _count(value, 1 + asked_before["times"] % 4))

    return spoil


def _rows(value: Any) -> list[Any]:
    """The rows of an answer, to be changed in place."""
    if "pageHelp" in value:
        return value["pageHelp"]["data"]  # type: ignore[no-any-return]
    if "newsInfoLst" in value:
        return value["newsInfoLst"]  # type: ignore[no-any-return]
    if "announceCount" not in value and isinstance(value.get("data"), dict):
        return value["data"]["content"]  # type: ignore[no-any-return]
    return value.get("announcements") or value.get("results") or value.get("data") or []


def repeats_its_first(opened: Open) -> Spoil:
    """Each page begins with the first row of the first page, in the place of its own."""

    def spoil(asked: Asked, right: Reply) -> Reply:
        if not is_list(asked) or page_of(asked) == 1 or right.body[:1] == b"<":
            return right
        first = list[Any]()
        edited(opened.publisher.answer(first_page(asked)), lambda value: first.extend(_rows(value)[:1]))

        def pin(value: Any) -> None:
            _rows(value)[:1] = first

        return edited(right, pin)

    return spoil


def _other_days(opened: Open) -> Spoil:
    """Rows of last year in a list of these days."""
    stub = opened.publisher
    old = [replace(each, at=each.at - timedelta(days=700)) for each in stub.publications]

    def spoil(asked: Asked, right: Reply) -> Reply:
        if not is_list(asked):
            return right
        kept, stub.publications = stub.publications, old
        wide = {"seDate": "2000-01-01~2030-01-01", "START_DATE": "2000-01-01", "startTime": "2000-01-01"}
        wide |= {"startDate": "2000-01-01 00:00:00", "fromDate": "20000101"}
        fields = {name: wide.get(name, value) for name, value in asked.fields.items()}
        body = asked.body
        if body[:1] == b"{":
            body = json.dumps({**asked.json, "seDate": ["2000-01-01", "2030-01-01"]}).encode()
        answer = stub.answer(replace(asked, fields=fields, body=body))
        stub.publications = kept
        return answer

    return spoil


def _widens(opened: Open) -> Spoil:
    """A company that is taken for any company."""
    opened.publisher.publish(999, at=NOON, company=opened.publisher.other)
    opened.publisher.widened = True
    return lambda _, right: right


def says(body: bytes, *, status: int = 200) -> Callable[[Open], Spoil]:
    """Something else in the place of every list."""
    return lambda _: lambda asked, right: Reply(body=body, status=status) if is_list(asked) else right


def only(names: tuple[str, ...], words: str) -> dict[str, str]:
    """The same reason for several sources."""
    return dict.fromkeys(names, words)


NULL = r"counts \d+ (?:filings|companies) and lists none"
REPEATED = r"page \d+ repeats what earlier pages showed"
OF_COMPANIES = tuple(name for name in ALL if CASES[name].filer is not None)

# The way to go wrong: how a stub goes that way, and the reason that each source gives.
SHAPES: dict[str, tuple[Callable[[Open], Spoil], Mapping[str, str]]] = {
    "no rows beside a total": (
        lists_null,
        only((*COUNTED, *GROUPED), NULL) | only(("hkex", "hkex-zh"), "says that there is more and lists none"),
    ),
    "a JavaScript challenge": (says(CHALLENGE), only(ALL, "JavaScript challenge")),
    "系统繁忙": (says(BUSY), only(ALL, "系统繁忙")),
    "SEC's page for undeclared tools": (
        says(UNDECLARED, status=403),
        only(("edgar", "edgar-market"), "refuses undeclared automated tools: set `contact`"),
    ),
    "pages that are page 1": (
        wraps,
        only(("cninfo", "cninfo-periodic", "cninfo-market", "szse", "szse-market", *WALKED), REPEATED)
        | only(("sse", "sse-market", "irm", "bse-market"), r"answers page 1 for page 2")
        | only(("bse",), r"answers page 1 for page 2")
        | only(("hkex", "hkex-zh"), "shows 100 rows where 200 were asked for"),
    ),
    "pages that are page 1 and do not say so": (wraps_in_silence, only((*COUNTED, *GROUPED, *WALKED), REPEATED)),
    "rows of another company": (_widens, only(OF_COMPANIES, "lists filings of another company")),
    "rows of other days": (
        _other_days,
        only(
            (*COUNTED, *GROUPED, "hkex", "hkex-zh"), r"lists a filing of 202[45]-\d\d-\d\d, outside of what was asked"
        ),
    ),
    "totals that change": (
        counts_on,
        only((*COUNTED, *GROUPED), r"its total changes while its pages are walked: \d+, then \d+"),
    ),
    "a first row that comes again": (
        repeats_its_first,
        only((*COUNTED, *GROUPED), r"counts 135 filings and shows 13\d|counts \d+ filings and shows \d+"),
    ),
}
# Why the others cannot.
NEVER = {
    "no rows beside a total": "these lists have no total: an empty one beside known filings is broken all the same",
    "SEC's page for undeclared tools": "only the SEC sends it",
    "pages that are page 1": "these lists have no pages, or name each by its file",
    "pages that are page 1 and do not say so": "these lists have no pages, or name each by its file",
    "rows of another company": "these list all companies",
    "rows of other days": "these lists take no days: what lies outside is passed over",
    "totals that change": "these lists have no total",
    "a first row that comes again": "these lists have no total: a row that is seen twice is taken once",
}
CELLS = [(name, shape) for shape, (_, reasons) in SHAPES.items() for name in reasons]


@pytest.mark.parametrize(("opened", "shape"), CELLS, indirect=["opened"], ids=str)
def test_what_goes_wrong_is_named_and_costs_nothing(request: pytest.FixtureRequest, opened: Open, shape: str) -> None:
    """The poll is broken by name, has no filings and no checkpoint; when the source is well, all is found."""
    spoil, reasons = SHAPES[shape]
    opened.publisher.publish(*range(101, 236), at=NOON)
    opened.publisher.spoil = spoil(opened)
    broken = opened.poll()
    assert broken.outcome is Outcome.BROKEN
    assert re.search(reasons[request.node.callspec.params["opened"]], broken.reason), broken.reason
    opened.publisher.spoil, opened.publisher.widened = (lambda _, right: right), False
    well = opened.poll()
    assert (well.outcome, len({filing.id for filing in well.filings} - {"999"})) == (Outcome.OK, 135)


@pytest.mark.parametrize("opened", ALL, indirect=True)
def test_an_empty_list_beside_known_filings_is_broken(opened: Open) -> None:
    """Whatever a source says properly: what it listed these days does not go away all at once."""
    opened.publisher.publish(*range(101, 141), at=NOON)
    first = opened.poll()
    opened.publisher.publications.clear()
    broken = opened.poll(first.checkpoint, after=timedelta(days=1))
    assert broken.outcome is Outcome.BROKEN, opened.case
    assert re.search("says it has nothing, and listed filings of these days before|counts 0", broken.reason)


@pytest.mark.parametrize("opened", [name for name in WALKED if not name.startswith("hkex")], indirect=True)
def test_rows_that_are_seen_twice_are_taken_once(opened: Open) -> None:
    """What comes in while pages are walked pushes rows down: they are seen again, and are one filing each."""
    opened.publisher.publish(*range(101, 236), at=NOON - timedelta(days=2))
    later = iter(range(300, 400))

    def spoil(asked: Asked, right: Reply) -> Reply:
        if is_list(asked):
            opened.publisher.publish(next(later), at=NOON - timedelta(hours=1))
        return right

    opened.publisher.spoil = spoil
    ids = [filing.id for filing in opened.poll().filings]
    assert len(ids) == len(set(ids)) >= 135


def test_the_table_is_whole() -> None:
    """Every source stands in every row, or it is said why not."""
    assert set(ALL) == {*COUNTED, *GROUPED, *WALKED, *UNPAGED}
    assert {shape for shape, (_, reasons) in SHAPES.items() if set(reasons) != set(ALL)} == set(NEVER)


@pytest.mark.parametrize("opened", ALL, indirect=True)
@pytest.mark.parametrize(
    "body", [CHALLENGE, BUSY, UNDECLARED, b"", b"<html><body>Maintenance</body></html>", b"%PDF-1.7\n"]
)
def test_what_is_no_document_is_fetched_again_later(opened: Open, body: bytes) -> None:
    """A challenge, an excuse or half a file under the name of a report is refused as passing, never as final."""
    opened.publisher.publish(101, at=NOON)
    filing = opened.poll().filings[0]
    opened.publisher.spoil = lambda _, __: Reply(body=body)
    with pytest.raises(UnavailableError):
        opened.source.fetch(filing, now=NOON)
