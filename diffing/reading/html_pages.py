"""Page breaks in HTML: numbers and running lines around them are set aside, sentences torn apart there are joined."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from diffing.document import Aside, AsideKind, BlockKind
from diffing.reading.draft import DraftBlock
from diffing.reading.halves import goes_on
from diffing.reading.passages import hull, say

# 12, F-12, - 12 -, Page 12 of 90, 第 12 页.
_PAGE_NUMBER = re.compile(
    r"[-–— ]*(?:[A-Z]{1,3}-)?\d{1,4}[-–— ]*|[ivxlc]{1,6}|Page\s+\d+(?:\s+of\s+\d+)?|\d+\s*/\s*\d+|第\s*\d+\s*页.{0,10}",
    re.IGNORECASE,
)
# A running line is the same on each page but for the page number at one of its ends, and is no sentence.
_OWN_NUMBER = re.compile(r"^\d{1,4}\b|\b\d{1,4}$")
_SENTENCE = re.compile(r"[.。!！?？;；:：]\W*$")
# A line is a running one from so many pages on, and on this share of them; there are at most two, above or below.
_REPEATED = 3
_REPEATED_SHARE = 0.15
_LINES = 2
_RUNNING_LENGTH = 200


def without_page_furniture(
    text: str, blocks: Sequence[DraftBlock], breaks: Sequence[int], joints: AbstractSet[int]
) -> tuple[tuple[DraftBlock, ...], tuple[Aside, ...]]:
    """The blocks without what only the pages say, halves joined, and what was set aside.

    `breaks` and `joints` are indexes into `blocks`: before which of them a page begins, and before which a line was
    broken by hand.
    """
    furniture = _furniture(text, blocks, breaks) if breaks else {}
    asides = [
        Aside(start=part[0], end=part[1], kind=kind)
        for index, kind in furniture.items()
        for part in blocks[index].parts
    ]
    kept = tuple(_joined(text, blocks, furniture, joints))
    return kept, tuple(sorted(asides, key=lambda aside: aside.start))


def _furniture(text: str, blocks: Sequence[DraftBlock], breaks: Sequence[int]) -> dict[int, AsideKind]:
    """The indexes of the blocks next to a page break that are numbers, or lines that stand there again and again."""
    edges = sorted({*breaks, len(blocks)})
    lines = {index: _line(text, blocks[index]) for edge in edges for index in _around(edge, len(blocks))}
    seen = Counter(_OWN_NUMBER.sub("#", line) for line in lines.values() if line)
    often = max(_REPEATED, len(edges) * _REPEATED_SHARE)
    found: dict[int, AsideKind] = {}
    for edge in edges:
        for step, kind in ((-1, AsideKind.RUNNING_FOOT), (1, AsideKind.RUNNING_HEAD)):
            first = edge - 1 if step < 0 else edge
            for index in range(first, first + step * _LINES, step):
                line = lines.get(index, "")
                if not line or not (_PAGE_NUMBER.fullmatch(line) or seen[_OWN_NUMBER.sub("#", line)] >= often):
                    break
                found[index] = AsideKind.PAGE_NUMBER if _PAGE_NUMBER.fullmatch(line) else kind
    return found


def _around(edge: int, count: int) -> Iterator[int]:
    yield from (index for index in range(edge - _LINES, edge + _LINES) if 0 <= index < count)


def _line(text: str, block: DraftBlock) -> str:
    """The words of a block that may be a running line; a long one and a sentence are none."""
    if sum(end - start for start, end in block.parts) > _RUNNING_LENGTH:
        return ""
    line = " ".join(text[start:end] for start, end in block.parts).strip()
    return "" if _SENTENCE.search(line) else line


def _joined(
    text: str, blocks: Sequence[DraftBlock], furniture: dict[int, AsideKind], joints: AbstractSet[int]
) -> Iterator[DraftBlock]:
    """The blocks that stay, a paragraph and its other half behind a break as one."""
    open_block: DraftBlock | None = None
    broken = False
    for index, block in enumerate(blocks):
        broken = broken or index in joints
        if index in furniture:
            continue
        if open_block is not None and broken and _halves(text, open_block, block):
            open_block = _merged(text, open_block, block)
        else:
            if open_block is not None:
                yield open_block
            open_block = block
        broken = False
    if open_block is not None:
        yield open_block


def _halves(text: str, before: DraftBlock, after: DraftBlock) -> bool:
    if before.kind not in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM) or after.kind is not BlockKind.PARAGRAPH:
        return False
    return goes_on(say(text, before.parts).text, say(text, after.parts).text)


def _merged(text: str, before: DraftBlock, after: DraftBlock) -> DraftBlock:
    """Both halves; between Latin words the line end of the first stands for a space."""
    *others, (start, end) = before.parts
    spaced = text[end - 1].isascii() and text[hull(after.parts)[0]].isascii()
    return replace(before, parts=(*others, (start, end + 1 if spaced else end), *after.parts))
