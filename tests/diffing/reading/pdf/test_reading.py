"""What is read from a text-layer PDF, and what is refused and why."""

from __future__ import annotations

import gc
import io
from typing import Any

import pikepdf
import pytest

from diffing.document import AsideKind, BlockKind
from diffing.errors import UnreadableDocument
from diffing.reading.pdf import read_pdf
from diffing.settings import Settings

SETTINGS = Settings()
FULL = "本公司董事会及全体董事保证公告内容不存在任何虚假记载误导性陈述或者重大遗"
NEXT = "漏，并对其内容的真实性、准确性和完整性承担个别及连带法律责任。"


def draw_page(pen: Any, *lines: str, first_indent: float = 24) -> bytes:
    """A page whose first line is indented and whose full lines end at one margin."""
    left, size = 72.0, 12.0
    width = len(FULL) * size
    drawn = b""
    for at, line in enumerate(lines):
        x = left + first_indent if at == 0 else left
        room = width - (x - left)
        words = line[: int(room / size)]
        drawn += pen.text(x, 100 + 20 * at, words, size)
    return drawn


def test_a_paragraph_is_joined_over_lines(pen: Any) -> None:
    """Full lines go on; the line end between Chinese signs is in no part."""
    draft = read_pdf(pen.write([draw_page(pen, FULL[:-2], FULL, NEXT)]), SETTINGS)
    ((kind, words),) = pen.blocks(draft)
    assert kind is BlockKind.PARAGRAPH
    assert words == FULL[:-2] + FULL + NEXT
    assert len(draft.blocks[0].parts) == 3


def test_a_paragraph_goes_on_over_the_page(pen: Any) -> None:
    """A sentence broken by a page end, a page number and a running head is one block."""
    head = pen.text(72, 40, "某某股份有限公司公告", 9)
    first = head + draw_page(pen, FULL[:-2], FULL) + pen.text(290, 800, "1", 9)
    second = head + draw_page(pen, FULL, NEXT, first_indent=0) + pen.text(290, 800, "2", 9)
    draft = read_pdf(pen.write([first, second]), SETTINGS)
    ((_, words),) = pen.blocks(draft)
    assert words == FULL[:-2] + FULL + FULL + NEXT
    kinds = [aside.kind for aside in draft.asides]
    assert kinds == [AsideKind.RUNNING_HEAD, AsideKind.PAGE_NUMBER] * 2
    assert [page.number for page in draft.pages] == [1, 2]


def test_python_looks_for_cycles_again_afterwards(pen: Any) -> None:
    """Reading a file, and refusing one, leave the collector on; where it was off, it stays off."""
    read_pdf(pen.write([pen.text(72, 100, "a sentence")]), SETTINGS)
    with pytest.raises(UnreadableDocument):
        read_pdf(pen.write([b""]), SETTINGS)
    assert gc.isenabled()
    gc.disable()
    try:
        read_pdf(pen.write([pen.text(72, 100, "a sentence")]), SETTINGS)
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_a_page_without_words_lies_within_the_text(pen: Any) -> None:
    """A picture before, between or after pages of text has an empty span where the text is, the last one too."""
    words = pen.text(72, 100, "a sentence")
    draft = read_pdf(pen.write([b"", words, b"", words, b"", b""]), SETTINGS)
    assert [(page.start, page.end) for page in draft.pages] == [(0, 0), (0, 10), (11, 11), (11, 21), (21, 21), (21, 21)]
    assert len(draft.text) == 21
    assert draft.pages_without_text == (1, 3, 5, 6)


def test_an_indent_begins_a_paragraph(pen: Any) -> None:
    """A line that begins further in is a first line, though the line above is full."""
    page = draw_page(pen, FULL[:-2], FULL) + pen.text(96, 140, "公司不存在逾期担保。")
    draft = read_pdf(pen.write([page]), SETTINGS)
    assert [words for _, words in pen.blocks(draft)] == [FULL[:-2] + FULL, "公司不存在逾期担保。"]


def test_a_line_end_between_words_is_a_space(pen: Any) -> None:
    """Latin words on two lines keep a space: the newline lies inside the part."""
    lines = ["The Board of Directors has approved the annual report of", "the Company for the year ended 31 December."]
    draft = read_pdf(pen.write([pen.lines(72, 100, lines)]), SETTINGS)
    ((_, words),) = pen.blocks(draft)
    assert words == " ".join(lines)
    assert len(draft.blocks[0].parts) == 1


def test_a_split_word_is_whole_again(pen: Any) -> None:
    """The hyphen that split a word is set aside with its line end; one that belongs to the word stays."""
    lines = [
        "We sell long-term notes in many places, and the manage-",
        "ment of the Company considers that every one of long-",
        "term notes is recoverable in full at the date of this.",
    ]
    draft = read_pdf(pen.write([pen.lines(72, 100, lines)]), SETTINGS)
    ((_, words),) = pen.blocks(draft)
    assert "the management of" in words
    assert "one of long-term notes" in words
    assert [draft.text[aside.start : aside.end] for aside in draft.asides] == ["-\n"]


def test_spaces_are_read_from_gaps(pen: Any) -> None:
    """Chinese beside Latin carries no space; two entries far apart on one line do."""
    line = pen.text(72, 100, "2023") + pen.text(104, 100, "年报") + pen.text(152, 100, "单位")
    assert read_pdf(pen.write([line]), SETTINGS).text == "2023年报 单位"


def test_words_drawn_last_to_first_keep_their_spaces(pen: Any) -> None:
    """A squeezed gap between words that follow each other on the page, not in the file, is a space."""
    line = pen.text(110.2, 100, "Acts", 10) + pen.text(72, 100, "United", 10)
    assert read_pdf(pen.write([line]), SETTINGS).text == "United Acts"


def test_a_large_figure_at_the_side_joins_no_lines(pen: Any) -> None:
    """The number of a chapter, set large between two lines, does not make one line of them."""
    page = pen.lines(72, 100, ["the first of the lines", "and the second of them"], step=13, size=10)
    draft = read_pdf(pen.write([page + pen.text(500, 108, "5", 24)]), SETTINGS)
    assert "the first of the lines" in draft.text
    assert "and the second of them" in draft.text


def test_rows_set_small_are_no_notes(pen: Any) -> None:
    """The last rows of a page may be set small and numbered, and stay in the body."""
    body = pen.lines(
        72, 100, ["the body of the page goes on", "and on for some more lines", "until its end is reached"]
    )
    rows = [pen.text(x, 700 + 14 * at, w, 8) for at in range(3) for x, w in ((72, "56"), (120, "Ltd"), (300, "100.00"))]
    draft = read_pdf(pen.write([body + b"".join(rows)]), SETTINGS)
    assert BlockKind.FOOTNOTE not in [block.kind for block in draft.blocks]


def test_a_raised_mark_stays_in_its_line(pen: Any) -> None:
    """The number of a note is raised and small, and stands where it was set."""
    line = pen.text(72, 100, "profit", 10) + pen.text(108, 95.5, "2", 5) + pen.text(117, 100, "for it", 10)
    assert read_pdf(pen.write([line]), SETTINGS).text == "profit2 for it"


def test_a_size_below_nothing_turns_by_half(pen: Any) -> None:
    """Type of a negative size under a matrix that turns it back is level, and read forwards."""
    drawn = b"BT /L -12 Tf -1 0 0 -1 72 700 Tm (Annual report) Tj ET\n"
    draft = read_pdf(pen.write([drawn]), SETTINGS)
    assert draft.text == "Annual report"
    assert draft.layout is not None
    (box,) = draft.layout.boxes(0, 6)
    assert (round(box.left), round(box.right)) == (72, 72 + 6 * 7.2 // 1)


def test_headings_and_items_are_told_apart(pen: Any) -> None:
    """Larger or bold numbered lines are headings by level; numbered sentences are items."""
    page = pen.text(200, 100, "第一节 重要提示", 16, bold=True) + pen.text(72, 140, "一、公司简介", 14, bold=True)
    page += pen.text(96, 170, "1、公司成立于深圳。") + pen.text(96, 190, "2、公司注册地址未变更。")
    draft = read_pdf(pen.write([page]), SETTINGS)
    assert [(block.kind, block.level) for block in draft.blocks] == [
        (BlockKind.HEADING, 1),
        (BlockKind.HEADING, 2),
        (BlockKind.LIST_ITEM, 0),
        (BlockKind.LIST_ITEM, 0),
    ]


def test_contents_are_marked(pen: Any) -> None:
    """Entries with leaders and page numbers are no headings."""
    page = pen.lines(72, 100, ["第一节 释义" + "." * 30 + "3", "第二节 公司简介" + "." * 30 + "7"])
    assert {kind for kind, _ in pen.blocks(read_pdf(pen.write([page]), SETTINGS))} == {BlockKind.CONTENTS}


def test_a_footnote_is_kept_out_of_the_sentence(pen: Any) -> None:
    """Small type at the foot is a footnote, and the paragraph above it goes on over the page."""
    first = draw_page(pen, FULL[:-2], FULL) + pen.rule(72, 745, 200, 745) + pen.text(72, 760, "1该等款项已收回。", 8)
    second = draw_page(pen, NEXT, first_indent=0)
    draft = read_pdf(pen.write([first, second]), SETTINGS)
    assert dict(pen.blocks(draft)) == {
        BlockKind.PARAGRAPH: FULL[:-2] + FULL + NEXT,
        BlockKind.FOOTNOTE: "1该等款项已收回。",
    }


def test_columns_are_read_one_after_the_other(pen: Any) -> None:
    """The left column is read to its end before the right one."""
    left = [f"left column line number {at:02}" for at in range(8)]
    right = [f"right column line no. {at:02}" for at in range(8)]
    page = pen.lines(60, 100, left, size=10) + pen.lines(320, 100, right, size=10)
    text = read_pdf(pen.write([page]), SETTINGS).text
    assert text.index("left column line number 07") < text.index("right column line no. 00")


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_turned_page_reads_as_shown(pen: Any, turn: int) -> None:
    """Boxes of a rotated page lie where a reader sees the words."""
    moves = {0: "1 0 0 1 0 0", 90: "0 1 -1 0 595 0", 180: "-1 0 0 -1 595 842", 270: "0 -1 1 0 0 842"}
    page = b"q %b cm\n%b%bQ" % (moves[turn].encode(), pen.text(72, 600, "first"), pen.text(72, 620, "second"))
    draft = read_pdf(pen.write([page], b"/Rotate %d" % turn), SETTINGS)
    assert draft.text == "first\nsecond"
    assert draft.layout is not None
    (box,) = draft.layout.boxes(0, 5)
    assert (round(box.left), round(box.right)) == (72, 108)
    shown = draft.pages[0]
    assert 0 <= box.top < box.bottom <= shown.height


def test_what_is_cropped_is_not_read(pen: Any) -> None:
    """Text outside the crop box is not on the page, and boxes count from its corner."""
    page = pen.text(100, 100, "inside") + pen.text(10, 820, "producer note")
    draft = read_pdf(pen.write([page], b"/CropBox[50 100 500 800]"), SETTINGS)
    assert draft.text == "inside"
    assert draft.layout is not None
    assert round(draft.layout.boxes(0, 6)[0].left) == 50


def test_a_page_that_is_a_picture_is_named(pen: Any) -> None:
    """One page without text among others is named by number."""
    draft = read_pdf(pen.write([pen.text(72, 100, "text"), b"", pen.text(72, 100, "more text")]), SETTINGS)
    assert draft.pages_without_text == (2,)
    assert [(page.start, page.end) for page in draft.pages] == [(0, 4), (5, 5), (5, 14)]


def test_a_damaged_file_is_repaired_and_says_so(pen: Any) -> None:
    """A file without its head and with a false table of objects is rebuilt from its objects."""
    whole = pen.write([pen.text(72, 100, "still here")])
    draft = read_pdf(whole[9:].replace(b"startxref\n", b"startxref\n9"), SETTINGS)
    assert draft.text == "still here"
    assert draft.repairs


def encrypted(content: bytes, *, user: str) -> bytes:
    """The file encrypted with an owner password, and a user password unless that is empty."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as document:
        document.save(out, encryption=pikepdf.Encryption(owner="owner", user=user, R=6))
    return out.getvalue()


def test_an_owner_password_does_not_lock(pen: Any) -> None:
    """A file that only forbids changes is read."""
    content = encrypted(pen.write([pen.text(72, 100, "open")]), user="")
    assert read_pdf(content, SETTINGS).text == "open"


@pytest.mark.parametrize(
    ("change", "cause"),
    [
        (lambda _: b"", "empty"),
        (lambda _: b"<html>404 not found</html>", "not a PDF"),
        (lambda whole: whole[:40], "damaged"),
        (lambda whole: encrypted(whole, user="secret"), "password"),
        (lambda whole: whole.replace(b"(words)", b"()     "), "no page has any text"),
        (lambda whole: whole.replace(b"[6 0 R]/Count 1", b"[     ]/Count 0"), "no pages"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_cause(pen: Any, change: Any, cause: str) -> None:
    """Each refusal says in one phrase what is wrong with the file."""
    with pytest.raises(UnreadableDocument, match=cause):
        read_pdf(change(pen.write([pen.text(72, 100, "words")])), SETTINGS)


@pytest.mark.parametrize("mode", [pikepdf.ObjectStreamMode.generate, pikepdf.ObjectStreamMode.disable])
def test_pages_shown_from_right_to_left_keep_their_brackets(pen: Any, mode: pikepdf.ObjectStreamMode) -> None:
    """The order of pages says nothing of the lines: "(1,234)" is no "(1,234(", and is below nothing."""
    content = pen.write([pen.text(80, 100, "Profit of Whale Brokers Limited (Whale) was (1,234).")])
    with pikepdf.open(io.BytesIO(content)) as document:
        document.Root.ViewerPreferences = pikepdf.Dictionary(Direction=pikepdf.Name.R2L)
        written = io.BytesIO()
        document.save(written, object_stream_mode=mode)
    draft = read_pdf(written.getvalue(), SETTINGS)
    assert draft.text == "Profit of Whale Brokers Limited (Whale) was (1,234)."
