"""What a version is, from its title and its cover together."""

from __future__ import annotations

from typing import Any

import pytest

from bot.covers import cover_of
from diffing.document import Document


def document(text: str = "x", **fields: Any) -> Document:
    """A read document."""
    given = {"name": "x", "media_type": "text/plain", "sha256": "0", "language": "zh"} | fields
    return Document(text=text, **given)


def test_the_source_goes_before_the_cover() -> None:
    """The cover of a re-issue is often left as it was."""
    cover = cover_of(document(title="2023年年度报告"), "2023年年度报告（更正后）")
    assert (cover.form, cover.period, cover.revision, cover.rank) == ("annual_report", "2023", "更正后", 1)


def test_the_cover_says_what_a_file_name_does_not() -> None:
    """Form, period and marker come from inside where the name is only a number."""
    cover = cover_of(document(title="2023年半年度报告（修订版）"), "1204455058")
    assert (cover.form, cover.period, cover.rank) == ("semiannual_report", "2023-H1", 1)


@pytest.mark.parametrize(
    ("span", "period"),
    [
        ("2023-01-01/2023-12-31", "2023"),
        ("2024-01-01/2024-03-31", "2024-Q1"),
        ("2024-01-01/2024-06-30", "2024-H1"),
        ("2023-07-01/2024-06-30", "2023-07-01/2024-06-30"),
        (None, None),
    ],
)
def test_the_readers_period_is_named_as_titles_name_it(span: str | None, period: str | None) -> None:
    """Both ways to know a period lead to the same name for it."""
    assert cover_of(document(period=span, form="annual_report"), "x").period == period


def test_a_notice_names_what_it_corrects() -> None:
    """It is no version, has no rank of its own, and the names come from its first paragraphs."""
    text = "公司披露的《2023年年度报告》（更正后）有误。"
    cover = cover_of(document(text, title="关于2023年年度报告的更正公告"), "notice-revised")
    assert (cover.notice, cover.about, cover.rank, cover.names) == (True, "annual_report", 0, ("2023年年度报告",))


def test_a_summary_is_a_summary_wherever_it_says_so() -> None:
    """One of the two titles is enough."""
    assert not cover_of(document(title="2023年年度报告摘要"), "1").complete
    assert not cover_of(document(title="2023年年度报告"), "2023年年度报告摘要").complete
