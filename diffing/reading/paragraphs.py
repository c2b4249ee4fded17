"""Lines of a plain text to blocks: paragraphs, headings, captions and list items, without the page numbers between."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from diffing.document import Aside, AsideKind, BlockKind
from diffing.keys import fold
from diffing.reading.draft import DraftBlock
from diffing.reading.halves import NEARBY, goes_on, is_labelled, is_latin
from diffing.reading.headings import (
    UNNUMBERED,
    heading_level,
    is_caption,
    is_contents,
    is_list_item,
    looks_like_heading,
    numbered,
    width,
)
from diffing.reading.passages import hull, say
from diffing.reading.wrapping import Gap, Line, Wrap

# 12 / 198, - 3 -, 第 3 页 共 10 页, Page 3 of 10; a bare 3 only counts between two halves of a sentence.
_PAGE_NUMBER = re.compile(
    r"\d{1,4}\s*/\s*\d{1,4}|[-–—]\s*\d{1,4}\s*[-–—]|第\s*\d{1,4}\s*页(?:\s*[/,，]?\s*共\s*\d{1,4}\s*页)?"
    r"|[Pp]age\s+\d{1,4}(?:\s+of\s+\d{1,4})?"
)
# So many bare numbers that count up are page numbers.
_COUNTED = 3
_BARE_NUMBER = re.compile(r"\d{1,4}")
_FULL_STOP = re.compile(r"[。！？.!?]\s*$")
_SENTENCE = re.compile(r".*[。！？；.!?;:：][”’」』）)】》\]\"']*\s*", re.DOTALL)
# A line without closing mark that is wider than this is a paragraph, whatever follows it.
_SHORT = 64


@dataclass(slots=True)
class _Paragraph:
    """The lines of one paragraph, and what it opens and ends with: nobody looks farther into it."""

    lines: list[Line] = field(default_factory=list)
    opening: str = ""
    ending: str = ""

    def add(self, line: Line) -> None:
        """Take a line in."""
        self.lines.append(line)
        if len(self.opening) < NEARBY:
            self.opening += line.said
        self.ending = (self.ending + line.said)[-NEARBY:]


def paragraphs_of(lines: Sequence[Line], wrap: Wrap) -> tuple[list[DraftBlock], list[Aside]]:
    """The blocks of lines that no table interrupts, and what is set aside between them."""
    wrapped = list(_unwrapped(lines, wrap))
    asides: list[Aside] = []
    return [_block(paragraph, wrap, asides) for paragraph in _halves_joined(wrapped, asides)], asides


def _unwrapped(lines: Sequence[Line], wrap: Wrap) -> Iterator[_Paragraph]:
    """The lines gathered into paragraphs as far as no blank line is between them."""
    current = _Paragraph()
    for line in lines:
        if current.lines and not _wraps(current, line, wrap):
            yield current
            current = _Paragraph()
        current.add(line)
    if current.lines:
        yield current


def _wraps(paragraph: _Paragraph, line: Line, wrap: Wrap) -> bool:
    """Whether `line` is the next wrapped line of a paragraph."""
    last = paragraph.lines[-1]
    if line.gap is not Gap.LINE or line.level or last.level:
        return False
    if _FULL_STOP.search(last.said) and (numbered(line.said) or is_list_item(line.said)):
        return False
    return wrap.fills(last, line) and not (is_labelled(last.said) and is_labelled(line.said))


def _halves_joined(paragraphs: Sequence[_Paragraph], asides: list[Aside]) -> Iterator[_Paragraph]:
    """The paragraphs, those that a page end tore apart as one; page numbers become asides."""
    current: _Paragraph | None = None
    counted = _counted_pages(paragraphs)
    for index, paragraph in enumerate(paragraphs):
        after = paragraphs[index + 1].opening if index + 1 < len(paragraphs) else ""
        if index in counted or _is_page_number(paragraph, current.ending if current else "", after):
            start, end = hull([part for line in paragraph.lines for part in line.parts])
            asides.append(Aside(start=start, end=end, kind=AsideKind.PAGE_NUMBER))
        elif current is not None and _is_other_half(current, paragraph):
            for line in paragraph.lines:
                current.add(line)
        else:
            if current is not None:
                yield current
            current = paragraph
    if current is not None:
        yield current


def _counted_pages(paragraphs: Sequence[_Paragraph]) -> set[int]:
    """Where bare numbers count up through the text, one at a time and with something between them: page numbers."""
    bare = [index for index, paragraph in enumerate(paragraphs) if _BARE_NUMBER.fullmatch(paragraph.opening.strip())]
    numbers = [int(paragraphs[index].opening) for index in bare]
    apart = all(second - first > 1 for first, second in pairwise(bare))
    counts = all(second - first == 1 for first, second in pairwise(numbers))
    return set(bare) if len(bare) >= _COUNTED and apart and counts else set()


def _is_page_number(paragraph: _Paragraph, before: str, after: str) -> bool:
    plain = fold(paragraph.opening[:40]).strip()
    if _PAGE_NUMBER.fullmatch(plain):
        return True
    return bool(_BARE_NUMBER.fullmatch(plain)) and bool(before) and bool(after) and goes_on(before, after)


def _is_other_half(before: _Paragraph, after: _Paragraph) -> bool:
    first, last = after.lines[0], before.lines[-1]
    return first.gap is Gap.BLANK and not (first.level or last.level) and goes_on(before.ending, after.opening)


def _block(paragraph: _Paragraph, wrap: Wrap, asides: list[Aside]) -> DraftBlock:
    """One block of lines; a line end stands for a space, or is set aside where Chinese runs on."""
    first, *others = paragraph.lines
    parts, before = list(first.parts), first
    for line in others:
        left, right = parts[-1][1], line.parts[0][0]
        if left < right and _stands_for_space(before, line, wrap):
            parts[-1] = (parts[-1][0], left + 1)
            left += 1
        if left < right:
            asides.append(Aside(start=left, end=right, kind=AsideKind.LINE_END))
        parts.extend(line.parts)
        before = line
    return DraftBlock(kind=BlockKind.PARAGRAPH, parts=tuple(parts), level=first.level)


def _stands_for_space(before: Line, after: Line, wrap: Wrap) -> bool:
    """Whether the line end between two lines of a paragraph separates two words."""
    last, first = before.said[-1], after.said[0]
    if not is_latin(last) or not is_latin(first) or last in "-–—/":
        return False
    return after.gap is Gap.BLANK or not wrap.splits_word(before, after)


def with_kinds(text: str, blocks: Sequence[DraftBlock]) -> list[DraftBlock]:
    """The blocks with their kinds, which for a line without a number hang on what follows it."""
    found: list[DraftBlock] = []
    following: DraftBlock | None = None
    for block in reversed(blocks):
        following = block if block.table is not None else _of_kind(text, block, following)
        found.append(following)
    return found[::-1]


def _of_kind(text: str, block: DraftBlock, following: DraftBlock | None) -> DraftBlock:
    said = say(text, block.parts).text
    if is_contents(said):
        return replace(block, kind=BlockKind.CONTENTS)
    level = block.level or heading_level(said)
    if level:
        return replace(block, kind=BlockKind.HEADING, level=level)
    if is_caption(said):
        return replace(block, kind=BlockKind.CAPTION)
    if looks_like_heading(said) and _heads(text, following):
        return replace(block, kind=BlockKind.HEADING, level=UNNUMBERED)
    return replace(block, kind=BlockKind.LIST_ITEM) if is_list_item(said) else block


def _heads(text: str, following: DraftBlock | None) -> bool:
    """Whether something can stand under a heading here: a table, a list, or a paragraph that is one."""
    if following is None or following.table is not None:
        return following is not None
    said = say(text, following.parts).text
    return following.kind is BlockKind.LIST_ITEM or bool(_SENTENCE.fullmatch(said)) or width(said) > _SHORT
