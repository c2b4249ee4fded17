"""What is a heading in a PDF: by weight, by size, by number, and by its place over a text."""

from __future__ import annotations

from typing import Any

import pytest

from diffing.document import BlockKind
from diffing.reading.pdf import read_pdf
from diffing.settings import Settings

SETTINGS = Settings()
FULL = "本公司已于报告期内完成海底观测网二期工程的建设并通过了竣工验收全部设备运"
REST = "行正常。"
BODY = (FULL, FULL, FULL, FULL, REST)


def drawn(pen: Any, *lines: str, top: float = 100, left: float = 72, step: float = 18) -> bytes:
    """Lines of body type one below the other."""
    return b"".join(pen.text(left, top + step * at, words) for at, words in enumerate(lines))


def kinds(pen: Any, *contents: bytes) -> dict[str, BlockKind]:
    """The kind of each block by what it says, of a page with a text in front."""
    page = drawn(pen, *BODY, top=60) + b"".join(contents)
    return {words: kind for kind, words in pen.blocks(read_pdf(pen.write([page]), SETTINGS))}


@pytest.mark.parametrize("bold", [True, False])
def test_the_name_of_a_font_tells_its_weight(pen: Any, *, bold: bool) -> None:
    """MHeiHK-Bold is bold, whatever weight it declares."""
    page = drawn(pen, "重大合同事项", top=100) + pen.text(72, 200, "Words in other type, which are most of the page.")
    content = pen.write([page]).replace(b"STSong-Light", b"STSong-Bolds" if bold else b"STSong-Plain")
    ((kind, _), _) = pen.blocks(read_pdf(content, SETTINGS))
    assert (kind is BlockKind.HEADING) is bold


def test_weight_says_nothing_where_all_is_bold(pen: Any) -> None:
    """In a file whose body declares itself bold, no paragraph is a heading for that."""
    page = b"".join(pen.text(72, 100 + 40 * at, "公司不存在对外担保事项", bold=True) for at in range(8))
    draft = read_pdf(pen.write([page]), SETTINGS)
    assert {kind for kind, _ in pen.blocks(draft)} == {BlockKind.PARAGRAPH}


def test_a_line_that_stands_over_a_text_is_its_heading(pen: Any) -> None:
    """Set like the body, but nearer to the text below than to what is above."""
    found = kinds(pen, drawn(pen, "主要客户与供应商", top=190), drawn(pen, *BODY, top=208))
    assert found["主要客户与供应商"] is BlockKind.HEADING
    found = kinds(pen, drawn(pen, "主要客户与供应商", top=170), drawn(pen, *BODY, top=208))
    assert found["主要客户与供应商"] is BlockKind.PARAGRAPH


def test_a_number_that_stands_alone_is_a_heading(pen: Any) -> None:
    """（1）over a paragraph heads it; several one below the other are a list."""
    found = kinds(pen, drawn(pen, "（1）收入的确认", top=190), drawn(pen, *BODY, left=96, top=208))
    assert found["（1）收入的确认"] is BlockKind.HEADING
    items = ("（1）星海一号", "（2）星海二号")
    found = kinds(pen, drawn(pen, *items, top=190), drawn(pen, *BODY, left=96, top=226))
    assert [found[item] for item in items] == [BlockKind.LIST_ITEM] * 2


def test_a_signature_and_a_remark_are_no_headings(pen: Any) -> None:
    """Who signs and when, at the right in bold, and what stands wholly in brackets."""
    signed = pen.text(408, 300, "星海股份董事会", bold=True) + pen.text(420, 330, "2024年4月2日", bold=True)
    found = kinds(pen, signed, pen.text(200, 250, "（股份代号：0999）", bold=True))
    assert BlockKind.HEADING not in found.values()
    found = kinds(pen, pen.text(72, 250, "星海股份董事会", bold=True))
    assert found["星海股份董事会"] is BlockKind.HEADING


def test_a_numbered_heading_may_have_two_lines(pen: Any) -> None:
    """（二）over two lines is a heading as it is over one."""
    long = "（二）若用于融资，说明融资的金额以及是否存在结合其他资产抵押或者质押的情", "况"
    found = kinds(pen, drawn(pen, *long, top=190), drawn(pen, *BODY, top=250))
    assert found["".join(long)] is BlockKind.HEADING


def test_a_large_line_is_a_heading(pen: Any) -> None:
    """A little larger than any running text is enough for a short line."""
    found = kinds(pen, pen.text(72, 200, "利润分配政策", 13.9))
    assert found["利润分配政策"] is BlockKind.HEADING
    assert kinds(pen, pen.text(72, 200, "5", 13.9))["5"] is BlockKind.PARAGRAPH
