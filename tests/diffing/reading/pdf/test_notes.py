"""Footnotes: found per column, told from text that is set small, and whole over lines and pages."""

from __future__ import annotations

from typing import Any

from diffing.document import BlockKind
from diffing.reading.pdf import read_pdf
from diffing.settings import Settings

SETTINGS = Settings()
FULL = "本公司已于报告期内完成海底观测网二期工程的建设并通过了竣工验收全部设备运"
REST = "行正常。"


def text(pen: Any, top: float, *lines: str, left: float = 72, size: float = 12, step: float = 20) -> bytes:
    """Lines one below the other."""
    return b"".join(pen.text(left, top + at * step, words, size) for at, words in enumerate(lines))


def notes_of(pen: Any, *pages: bytes) -> list[str]:
    """What the footnotes say."""
    blocks = pen.blocks(read_pdf(pen.write(pages), SETTINGS))
    return [words for kind, words in blocks if kind is BlockKind.FOOTNOTE]


def test_a_figure_at_a_line_start_is_no_note(pen: Any) -> None:
    """Within a sentence only the next number begins a note."""
    page = text(pen, 100, *[FULL] * 6) + pen.rule(72, 690, 200, 690)
    first = text(pen, 702, "1同比增加", "63个百分点，主要系", "2公司年报", size=9, step=12)
    assert notes_of(pen, page + first) == ["1同比增加63个百分点，主要系", "2公司年报"]


def test_a_note_goes_on_at_the_foot_of_the_next_page(pen: Any) -> None:
    """What has no mark there is the rest of the note before it."""
    page = text(pen, 100, *[FULL] * 8)
    first = page + pen.rule(72, 690, 200, 690) + pen.text(72, 702, "1主要系海缆业务的收入增加", 9)
    second = page + pen.rule(72, 690, 200, 690) + pen.text(72, 702, "并计入当期损益。", 9)
    assert notes_of(pen, first, second) == ["1主要系海缆业务的收入增加并计入当期损益。"]


def test_each_column_has_its_own_notes(pen: Any) -> None:
    """A note at the foot of the right column is not read with the last line of the left one."""
    half = FULL[:17]
    left = text(pen, 100, *[half] * 20, left=72, step=30)
    right = text(pen, 100, *[half] * 12, left=310, step=30) + pen.rule(310, 660, 360, 660)
    (note,) = notes_of(pen, left + right + pen.text(310, 670, "1见本报告第三节。", 9))
    assert note == "1见本报告第三节。"


def test_a_part_set_small_has_no_notes(pen: Any) -> None:
    """What a fair share of the report is set in is text, though it begins with a number."""
    small = text(pen, 420, "（1）公司的主要客户", *[FULL] * 12, REST, size=9, step=14)
    pages = (text(pen, 100, *[FULL] * 30), text(pen, 100, *[FULL] * 20), text(pen, 60, FULL) + small)
    assert notes_of(pen, *pages) == []


def test_a_note_may_be_little_smaller_below_its_rule(pen: Any) -> None:
    """11.4 points where the body is 12, with a rule and a number above."""
    page = text(pen, 100, *[FULL] * 8) + pen.rule(72, 680, 200, 680) + pen.text(72, 702, "1见第三节。", 11.4)
    assert notes_of(pen, page) == ["1见第三节。"]
