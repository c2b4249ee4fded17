"""Recorded answers of the real sources are read, or refused for the right reason."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from watchers.errors import SourceError
from watchers.fetching import Answer
from watchers.filing import Filer
from watchers.sources import bse, cninfo, edgar, hkex, hkex_market, irm, sse, szse
from watchers.sources.feed import read_feed
from watchers.verifying import read_json, refuse_instead

US = Filer(id="us")


def answer(file: Path, status: int = 200) -> Answer:
    """A recorded answer."""
    return Answer(status=status, headers={}, body=file.read_bytes(), address="https://example.org/")


def _cninfo(found: Any) -> list[str]:
    return [row.id for row in cninfo.read_page(found, 0).rows]


def _variants(found: Any) -> list[str]:
    rows = [cninfo.read_row(raw) for raw in found]
    return [f"{row.id} {len(row.filings)}" for row in rows]


def _edgar(found: Any) -> list[str]:
    listed = Filer(id="0001318605", code="TSLA", name=found["name"])
    rows, oldest = edgar.read_columns(found["filings"]["recent"], listed, wanted=US, forms=edgar.FORMS)
    assert oldest == date(2022, 3, 28)
    return [row.id for row in rows if row.filings[0].title.split()[2].startswith("10-")]


def _hkex(found: Any) -> list[str]:
    return [row.id for row in hkex.read_page(found).rows]


def _sse(found: Any) -> list[str]:
    return [f"{row.id} {len(row.filings)}" for row in sse.read_page(found, 0).rows]


READ: dict[str, tuple[Callable[[Any], list[str]], list[str]]] = {
    "cninfo_hisAnnouncement_300418.json": (_cninfo, ["1223323644", "1219770415", "1205139442", "1203808987"]),
    "cninfo_relation_page.json": (_cninfo, ["1225461888", "1225461870"]),
    "cninfo_row_variants.json": (_variants, ["1225461752 0", "1205488844 1", "1208981224 1"]),
    "cninfo_empty.json": (_cninfo, []),
    "cninfo_szse_stock.json": (
        lambda found: [company.id for company in cninfo.read_companies(found)],
        ["9900023869", "gssz0000001", "gssh0600231"],
    ),
    "hkex_titleSearchServlet.json": (_hkex, ["12292377", "12022263"]),
    "hkex_titleSearchServlet_empty.json": (_hkex, []),
    "hkex_activestock_sehk_e.json": (
        lambda found: [company.id for company in hkex.read_companies(found)],
        ["7609", "1"],
    ),
    "hkex_lcisehk1relsdc_1.json": (lambda found: [row.id for row in hkex_market.read_rows(found)], ["11871132"]),
    "bse_initDisclosureList.jsonp": (
        lambda found: [row.id for row in bse.read_page(found, 0).rows],
        ["c5f0804783cd4393b8703ab1f419b779", "1c3aacfaf37348228cb66037ed7cf42b"],
    ),
    "irm_search_type4.json": (
        lambda found: [row.id for row in irm.read_page(found, 0).rows],
        ["1225464497", "1225464250"],
    ),
    "szse_annList.json": (
        lambda found: [row.id for row in szse.read_page(found, 0).rows],
        ["1223318248", "1223099780"],
    ),
    "sse_queryCompanyBulletinNew.jsonp": (
        _sse,
        ["6848117673426945 1", "6748117673297674 1", "6648117673182288 2"],
    ),
    "sec_submissions_trimmed.json": (
        _edgar,
        ["0000950170-22-019867", "0000950170-22-012936", "0001564590-22-016871", "0000950170-22-006034"],
    ),
    "sec_company_tickers.json": (
        lambda found: [company.id for company in edgar.read_companies(found)],
        ["0000789019", "0000320193", "0001045810", "0001652044"],
    ),
}

REFUSED = {
    "bse_param_error.jsonp": "请求参数异常",
    "cninfo_403.html": "403 Forbidden",
    "sec_getcurrent_past_end_503.html": "file is unavailable",
    "sec_undeclared_automated_tool.html": "undeclared automated tools",
    "sse_error_busy.jsonp": "系统繁忙",
    "sse_waf_challenge.html": "JavaScript challenge",
    "ir_record_601607.txt": "no JSON",
}


@pytest.mark.parametrize("name", READ)
def test_recorded_lists_are_read(corpus: Path, name: str) -> None:
    """Each row that a source answered is a row here, in its order."""
    read, expected = READ[name]
    assert read(read_json(answer(corpus / "samples" / name), source="sample")) == expected


@pytest.mark.parametrize("name", REFUSED)
def test_recorded_refusals_are_named(corpus: Path, name: str) -> None:
    """Each page that is no list has its name."""
    with pytest.raises(SourceError, match=REFUSED[name]):
        read_json(answer(corpus / "samples" / name), source="sample")


@pytest.mark.parametrize("read", [_cninfo, _hkex, _sse, _edgar])
@pytest.mark.parametrize("name", ["eastmoney_ann.json", "sec_efts.json"])
def test_lists_of_others_are_not_read(corpus: Path, name: str, read: Callable[[Any], list[str]]) -> None:
    """The list of an aggregator, or of a search, is no list of a source: its shape is another."""
    found = read_json(answer(corpus / "samples" / name), source="sample")
    with pytest.raises((KeyError, TypeError, ValueError)):
        read(found)


def test_every_sample_is_spoken_for(corpus: Path) -> None:
    """No recorded answer is left untried; these three are of doors that are not used."""
    unused = {"bse_companyAnnouncement_empty.jsonp", "hkex_prefix.jsonp", "sse_queryCompanyBulletin_old.json"}
    tried = {*READ, *REFUSED, *unused, "eastmoney_ann.json", "sec_efts.json", "sec_getcurrent.atom"}
    assert {file.name for file in (corpus / "samples").iterdir()} <= tried


def test_the_feed_of_latest_filings_is_read(corpus: Path) -> None:
    """EDGAR's Atom feed, which is in Latin-1, has its entries, ids and times."""
    recorded = answer(corpus / "samples" / "sec_getcurrent.atom")
    refuse_instead(recorded, source="sample")
    rows = read_feed(recorded.body, {}, source="sample", filer=US, address="https://www.sec.gov/cgi-bin/browse-edgar")
    assert [row.id.rpartition("=")[2] for row in rows] == [
        "0002074440-26-000002",
        "0000950103-26-000356",
        "0000080661-26-000032",
    ]


def test_titles_lose_their_markup(corpus: Path) -> None:
    """CNINFO marks what was searched for."""
    found = json.loads((corpus / "samples" / "cninfo_hisAnnouncement_300418.json").read_bytes())
    assert cninfo.read_page(found, 0).rows[2].filings[0].title == "2017年年度报告（更新后）"
