"""Recorded answers of the real sources are read, or refused for the right reason."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from bot.configured import Watch
from watchers.errors import SourceError
from watchers.fetching import Answer
from watchers.filing import Filer
from watchers.sources import bse, cninfo, edgar, hkex, hkex_market, irm, sse, szse
from watchers.sources.edgar_market import read_latest
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


def _bse(found: Any) -> list[str]:
    return [row.id for row in bse.read_page(found, 0).rows]


def _irm(found: Any) -> list[str]:
    return [row.id for row in irm.read_page(found, 0).rows]


def _szse(found: Any) -> list[str]:
    return [row.id for row in szse.read_page(found, 0).rows]


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
        _bse,
        ["c5f0804783cd4393b8703ab1f419b779", "1c3aacfaf37348228cb66037ed7cf42b"],
    ),
    "irm_search_type4.json": (
        _irm,
        ["1225464497", "1225464250"],
    ),
    "szse_annList.json": (
        _szse,
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
    "sec_getcurrent.atom": (
        lambda found: [f"{entry.form} {entry.filer.id} {entry.day}" for entry in found],
        ["13F-HR 0002074440 2026-01-12", "D 0002102538 2026-01-12", "4 0001071287 2026-01-12"],
    ),
    "sec_company_tickers.json": (
        lambda found: [company.id for company in edgar.read_companies(found)],
        ["0000789019", "0000320193", "0001045810", "0001652044"],
    ),
}

# Of doors that are not used, and of those who are no source.
OF_OTHERS = ("eastmoney_ann.json", "sec_efts.json", "hkex_prefix.jsonp", "bse_companyAnnouncement_empty.jsonp")
WRONG: dict[str, tuple[Callable[[Any], list[str]], str]] = {
    "sse_queryCompanyBulletin_old.json": (_sse, "counts 3 filings and lists none"),
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
    recorded = answer(corpus / "samples" / name)
    refuse_instead(recorded, source="sample")
    feed = name.endswith(".atom")
    assert read(read_latest(recorded.body) if feed else read_json(recorded, source="sample")) == expected


@pytest.mark.parametrize("name", REFUSED)
def test_recorded_refusals_are_named(corpus: Path, name: str) -> None:
    """Each page that is no list has its name."""
    with pytest.raises(SourceError, match=REFUSED[name]):
        read_json(answer(corpus / "samples" / name), source="sample")


def _each(name: str, found: Any) -> None:
    """Reads a recorded answer by every list that there is; returns when one of them takes it."""
    refusals = list[str]()
    for read in (_cninfo, _hkex, _sse, _edgar, _bse, _irm, _szse):
        try:
            read(found)
        except (KeyError, TypeError, ValueError, AttributeError, SourceError) as error:
            refusals.append(f"{read.__name__}: {error!r}")
        else:
            pytest.fail(f"{name} is read by {read.__name__}")
    assert len(refusals) == 7


def test_every_sample_is_spoken_for(corpus: Path) -> None:
    """No recorded answer is left untried: each is read, or refused for its reason."""
    tried = {*READ, *REFUSED, *OF_OTHERS, *WRONG}
    assert {file.name for file in (corpus / "samples").iterdir()} <= tried


@pytest.mark.parametrize("name", OF_OTHERS)
def test_lists_of_others_are_not_read(corpus: Path, name: str) -> None:
    """The list of an aggregator, of a search or of a door that is not used is no list of any source."""
    _each(name, read_json(answer(corpus / "samples" / name), source="sample"))


@pytest.mark.parametrize("name", WRONG)
def test_lists_that_cannot_be_right_are_refused(corpus: Path, name: str) -> None:
    """A list of the right shape that counts what it does not show is refused, and says so."""
    read, words = WRONG[name]
    with pytest.raises(SourceError, match=words):
        read(read_json(answer(corpus / "samples" / name), source="sample"))


def test_an_aggregator_is_refused_as_one() -> None:
    """A watch of a host that collects what others publish is told which source publishes it."""
    for address in ("https://np-anotice-stock.eastmoney.com/api/security/ann", "https://pdf.dfcfw.com/pdf/H2_1.pdf"):
        for source in ("feed", "page", "cninfo"):
            with pytest.raises(
                ValidationError, match="collects what others publish, and is not supported: watch cninfo"
            ):
                Watch(name="them", source=source, address=address)


def test_titles_lose_their_markup(corpus: Path) -> None:
    """CNINFO marks what was searched for."""
    found = json.loads((corpus / "samples" / "cninfo_hisAnnouncement_300418.json").read_bytes())
    assert cninfo.read_page(found, 0).rows[2].filings[0].title == "2017年年度报告（更新后）"
