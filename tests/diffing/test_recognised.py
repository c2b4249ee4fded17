"""What was recognised is uncertain, and no change that rests on it is told above low."""

from __future__ import annotations

from dataclasses import replace

import pytest

import diffing
from diffing import extracting
from diffing.change import Basis, Severity
from diffing.document import Document, Page
from diffing.recognised import SURE_AT_MOST, doubted, is_recognised

FIRST = "2023年年度报告\n\n公司2023年实现营业收入12.6亿元。\n\n公司是国内最大的声学传感器生产商。\n\n"
SECOND = "公司2023年净利润为3.4亿元。\n\n公司不存在重大诉讼。"


def paged(first: str = FIRST, second: str = SECOND, recognised: tuple[int, ...] = ()) -> Document:
    """A document of two pages, of which some were recognised."""
    read = diffing.read((first + second).encode(), name="a.txt")
    edge = len(first)
    pages = (
        Page(number=1, start=0, end=edge, width=595, height=842),
        Page(number=2, start=edge, end=len(read.text), width=595, height=842),
    )
    return replace(read, pages=pages, coverage=replace(read.coverage, pages=2, recognised_pages=recognised))


def test_figures_and_claims_of_recognised_pages_are_uncertain() -> None:
    """Those of the page that was recognised, and no others."""
    document = paged(recognised=(1,))
    sure = {figure.numeral: figure.confidence for figure in extracting.figures(document)}
    assert (sure["12.6"], sure["3.4"]) == (SURE_AT_MOST, 1.0)
    claims = extracting.claims(document)
    assert {claim.confidence for claim in claims if claim.page == 1} == {SURE_AT_MOST}
    assert {claim.confidence for claim in extracting.claims(paged())} == {1.0}


def test_what_reaches_onto_a_recognised_page_is_recognised() -> None:
    """A sentence that begins on a page with text and ends on a recognised one is as uncertain as its end."""
    document = paged(recognised=(2,))
    edge = len(FIRST)
    assert is_recognised(document, edge - 5, edge + 5)
    assert not is_recognised(document, edge - 5, edge)
    assert doubted((), document) == ()


CHANGES = {
    "a digit": (FIRST.replace("12.6", "12.8"), SECOND),
    "a denial": (FIRST, SECOND.replace("不存在", "存在")),
    "text that is gone": (FIRST, "公司2023年净利润为3.4亿元。"),
    "new text": (FIRST, SECOND + "\n\n公司预计2024年亏损1.2亿元。"),
}


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("sides", [((1, 2), ()), ((), (1, 2)), ((1, 2), (1, 2))])
@pytest.mark.parametrize("basis", [Basis.AMENDMENT, Basis.NEXT_PERIOD, Basis.CROSS_DOCUMENT])
def test_nothing_above_low_rests_on_recognition(
    change: str, sides: tuple[tuple[int, ...], tuple[int, ...]], basis: Basis
) -> None:
    """Whichever side was recognised, and whatever seems to have changed, it is told as half sure and quietly."""
    old, new = paged(recognised=sides[0]), paged(*CHANGES[change], recognised=sides[1])
    changes = diffing.compare(old, new, basis=basis).changes
    assert {one.severity for one in changes} <= {Severity.INFO, Severity.LOW}
    assert all(one.confidence <= SURE_AT_MOST for one in changes)


@pytest.mark.parametrize("change", CHANGES)
def test_the_same_changes_are_told_where_there_is_text(change: str) -> None:
    """Without recognition something of them is told."""
    assert diffing.compare(paged(), paged(*CHANGES[change]), basis=Basis.AMENDMENT).changes


def test_a_page_with_text_beside_a_recognised_one_speaks_for_itself() -> None:
    """A digit that changed between two pages with text is as grave as ever."""
    old, new = paged(recognised=(2,)), paged(*CHANGES["a digit"], recognised=(2,))
    (change,) = diffing.compare(old, new, basis=Basis.AMENDMENT).changes
    assert change.severity.at_least(Severity.HIGH)
