"""What two documents are to each other where covers alone do not say it."""

from __future__ import annotations

import diffing
from diffing.basing import decide
from diffing.change import Basis

FORM = (
    "FORM 10-K\n\nFor the fiscal year ended December 31, {year}\n\nLarkfield Instruments, Inc.\n\nWe had {n} holders.\n"
)


def read(text: str) -> diffing.Document:
    """A text as a filing."""
    return diffing.read(text.encode(), name="filing.txt")


def test_an_amended_form_is_held_against_the_form_it_amends() -> None:
    """A 10-K/A says the same again: it is no other document, however little of it is left."""
    old, new = read(FORM.format(year=2023, n=318)), read(FORM.format(year=2023, n=381).replace("10-K", "10-K/A"))
    basis, reason = decide(old, new, Basis.AUTO)
    assert (basis, reason.code) == (Basis.AMENDMENT, "basis_revision")


def test_an_amended_form_of_another_year_is_another_period() -> None:
    """A 10-K/A of next year is not an amendment of this year's 10-K."""
    old, new = read(FORM.format(year=2023, n=318)), read(FORM.format(year=2024, n=381).replace("10-K", "10-K/A"))
    assert decide(old, new, Basis.AUTO)[0] is Basis.NEXT_PERIOD


def test_a_notice_says_that_the_new_document_is_a_correction() -> None:
    """Half of a short announcement may be corrected; without the notice it could be the next of a series."""
    head, end = "云帆股份有限公司关于担保的公告\n\n一、概述\n\n", "\n\n特此公告。\n"
    old, new = (
        read(f"{head}担保金额为1亿元。担保期限为一年。{end}"),
        read(f"{head}担保金额为2亿元。担保期限为两年。{end}"),
    )
    notice = read("云帆股份有限公司更正公告\n\n更正前：\n\n担保金额为1亿元。\n\n更正后：\n\n担保金额为2亿元。\n")
    assert decide(old, new, Basis.AUTO)[0] is Basis.NEXT_PERIOD
    basis, reason = decide(old, new, Basis.AUTO, [notice])
    assert (basis, reason.code) == (Basis.AMENDMENT, "basis_notice")
