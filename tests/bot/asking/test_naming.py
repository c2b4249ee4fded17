"""A name finds its filer, and a wrong one those it may have meant."""

from __future__ import annotations

import pytest

from bot.asking.naming import Known, alike, matching, suggested
from bot.asking.wording import Question, question

APPLE = Known(id="0000320193", code="AAPL", name="Apple Inc.")
VANKE = Known(id="gssz0000002", code="000002", name="万  科Ａ")
BAY = Known(id="folder:inbox", code="WFBI", name="Whalefall Bay Instruments, Inc.", cover="WFBI")
KNOWN = (APPLE, VANKE, BAY)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("aapl", [APPLE]),
        ("0000320193", [APPLE]),
        ("万科A", [VANKE]),
        ("whalefall", [BAY]),
        ("Whalefall Bay", [BAY]),
        ("nobody", []),
        ("", []),
        ("  ", []),
    ],
)
def test_a_filer_is_found_by_id_code_and_name(words: str, found: list[Known]) -> None:
    """Whatever its width, case and spaces."""
    assert matching(words, KNOWN) == found


def test_an_exact_name_goes_before_others_that_have_it_in_them() -> None:
    """AAPL is not AAPLW."""
    assert matching("AAPL", (Known(id="1", code="AAPLW", name=""), APPLE)) == [APPLE]


def test_a_mistyped_name_brings_those_that_are_like_it() -> None:
    """A few, and nothing that is nothing like it."""
    assert suggested("APPL", KNOWN) == [APPLE]
    assert suggested("whalefal bay instruments", KNOWN) == [BAY]
    assert suggested("qqqq", KNOWN) == []
    assert alike("hlep", ("help", "show")) == "help"
    assert alike("zzz", ("help", "show")) == ""


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ("AAPL", Question(filer="AAPL")),
        ("AAPL 10-K", Question(filer="AAPL", form="annual_report")),
        ("AAPL 10-K 2024", Question(filer="AAPL", form="annual_report", periods=("2024",))),
        (
            "Whalefall Bay 10-K 2023 2024",
            Question(filer="Whalefall Bay", form="annual_report", periods=("2023", "2024")),
        ),
        ("000002 年报 2023", Question(filer="000002", form="annual_report", periods=("2023",))),
        ("AAPL 10-Q q1-2024", Question(filer="AAPL", form="quarterly_report", periods=("2024-Q1",))),
        ("AAPL FY2024", Question(filer="AAPL", periods=("2024",))),
        ("2024", Question(filer="2024")),
        ('"Bay 2000"', Question(filer="Bay 2000")),
        (
            "<https://a.example/x.pdf> https://b.example/y",
            Question(addresses=("https://a.example/x.pdf", "https://b.example/y")),
        ),
        ("<https://a.example/x|here>", Question(addresses=("https://a.example/x",))),
    ],
)
def test_words_are_read_as_a_question(words: str, asked: Question) -> None:
    """A filer, then a form, then periods; or addresses as Slack writes them."""
    assert question(words) == asked


def test_long_words_take_no_time() -> None:
    """Nothing in them is tried twice."""
    assert question("Q1-" * 300 + "x").filer
    assert question("<" * 900).filer
