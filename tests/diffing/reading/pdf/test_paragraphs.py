"""Where paragraphs of a PDF end: hanging lines, counting inside a sentence, broken titles, two distances of lines."""

from __future__ import annotations

from typing import Any

from diffing.document import BlockKind
from diffing.reading.pdf import read_pdf
from diffing.settings import Settings

SETTINGS = Settings()
FULL = "本公司已于报告期内完成海底观测网二期工程的建设并通过了竣工验收全部设备运"
REST = "行正常。"
SHORT = "公司不存在逾期担保。"
LATIN = "The Group has completed the second stage of its network and"


def blocks(pen: Any, *lines: tuple[float, float, str] | tuple[float, float, str, float]) -> list[str]:
    """What each block says, of lines given as left edge, height, words and size."""
    drawn = b"".join(pen.text(*line) for line in lines)
    return [words for _, words in pen.blocks(read_pdf(pen.write([drawn]), SETTINGS))]


def column(pen: Any, top: float, step: float, *texts: str) -> list[tuple[float, float, str]]:
    """Lines from one left edge at one distance."""
    del pen
    return [(72.0, top + step * at, words) for at, words in enumerate(texts)]


def test_lines_hang_under_the_text_of_a_note(pen: Any) -> None:
    """注：and what is set under its text are one paragraph, and so is an item that stands far in."""
    note = "注：" + FULL[:-3]
    far = [(168.0, 240.0, "(i)"), (204.0, 240.0, FULL[:-11]), (204.0, 260.0, REST)]
    found = blocks(pen, *column(pen, 100, 20, FULL, FULL), (72, 180, note), (96, 200, REST), *far)
    assert found[1:] == ["注：" + FULL[:-3] + REST, "(i) " + FULL[:-11] + REST]


def test_counting_inside_a_sentence_goes_on(pen: Any) -> None:
    """A line that begins with 2) after a semicolon goes on where 1) stands inside the paragraph."""
    first = "公司采取三项措施，即1）" + FULL[: len(FULL) - 13] + "；"
    assert blocks(pen, *column(pen, 100, 20, first, "2）" + SHORT)) == [first + "2）" + SHORT]


def test_the_next_number_begins_an_item(pen: Any) -> None:
    """An item ends where the next begins, full line or not, under a label too."""
    first, second = "注：（1）" + FULL[:-5], "（2）" + SHORT
    assert blocks(pen, (72, 100, first), (96, 120, second)) == [first, second]


def test_what_is_open_goes_on(pen: Any) -> None:
    """A line that ends within a quotation is not the last of its paragraph, though there is room."""
    lines = column(pen, 100, 20, LATIN, "as is told in “Item", "1A. Risk Factors” and")
    drawn = b"".join(pen.text(x, top, words.replace("“", "(").replace("”", ")")) for x, top, words in lines)
    ((_, words),) = pen.blocks(read_pdf(pen.write([drawn]), SETTINGS))
    assert words == f"{LATIN} as is told in (Item 1A. Risk Factors) and"


def test_each_part_keeps_its_own_distance_of_lines(pen: Any) -> None:
    """Where most of a report is set close, its wide paragraphs are whole all the same."""
    close = [column(pen, 80, 16, *[FULL] * 30) for _ in range(3)]
    wide = [*column(pen, 100, 27, *[FULL] * 5), *column(pen, 300, 27, FULL, REST)]
    pages = [b"".join(pen.text(*line) for line in page) for page in (*close, wide)]
    found = [words for _, words in pen.blocks(read_pdf(pen.write(pages), SETTINGS))]
    assert found[-1] == FULL + REST
    assert found[-2].endswith(FULL * 5)


def test_a_broken_title_is_one_heading(pen: Any) -> None:
    """A title goes on where it ends in a joining word in the middle, and where it hangs under its number's text."""
    centred = [(200.0, 90.0, "关于控股股东股票质押及", 16), (208.0, 120.0, "部分股份解除质押公告", 16)]
    drawn = b"".join(pen.text(*line) for line in centred)
    drawn += b"".join(pen.text(*line) for line in column(pen, 160, 20, *[FULL] * 6, REST))
    draft = read_pdf(pen.write([drawn]), SETTINGS)
    assert pen.blocks(draft)[0] == (BlockKind.HEADING, "关于控股股东股票质押及部分股份解除质押公告")


def test_a_narrow_box_shows_no_margin_by_its_headings(pen: Any) -> None:
    """Headings that happen to end together are not the full lines of a narrow column."""
    headings = ["一、公司治理与内部控制情况", "（一）公司治理的基本状况二", "√适用□不适用"]
    found = blocks(pen, *column(pen, 80, 18, *headings), *column(pen, 160, 18, *[FULL] * 6, REST))
    assert found[:3] == headings


def test_the_number_of_a_note_hides_no_full_stop(pen: Any) -> None:
    """A full line that ends in 。and a raised number ends its sentence: without indents, the next page begins anew."""
    last = FULL[:-2] + "。"
    first = b"".join(pen.text(*line) for line in column(pen, 140, 20, *[FULL] * 3, last)) + pen.text(496, 196, "3", 6)
    second = b"".join(pen.text(*line) for line in column(pen, 140, 20, FULL, REST))
    found = [words for _, words in pen.blocks(read_pdf(pen.write([first, second]), SETTINGS))]
    assert found == [FULL * 3 + last + "3", FULL + REST]


def test_a_table_alone_in_a_column_shows_where_that_is(pen: Any) -> None:
    """A page with text on the left and a ruled table on the right has two columns, though no line says so."""
    text = b"".join(pen.text(*line) for line in column(pen, 100, 16, *[FULL[:18]] * 20, REST))
    table = pen.ruled([310, 400, 520], [100 + 20 * at for at in range(12)])
    table += b"".join(pen.text(315, 115 + 20 * at, "货币资金", 9) for at in range(11))
    draft = read_pdf(pen.write([text + table]), SETTINGS)
    assert [words for _, words in pen.blocks(draft)] == [FULL[:18] * 20 + REST]


def test_a_full_line_in_the_middle_goes_on(pen: Any) -> None:
    """A centred line that nearly fills its column goes on in the middle of the next."""
    body = column(pen, 200, 20, *["x" * 60] * 8)
    centred = [(75.6, 100.0, "ANNUAL REPORT PURSUANT TO SECTIONS OF THE SECURITIES ACTS A", 12)]
    drawn = b"".join(pen.text(*line) for line in (*body, *centred)) + pen.text(262.8, 120, "ND 1934")
    found = [words for _, words in pen.blocks(read_pdf(pen.write([drawn]), SETTINGS))]
    assert found[0].endswith("ND 1934")
    assert len(found) == 2
