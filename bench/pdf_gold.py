"""How much of the generated annual report is read exactly: paragraphs, headings, cells, rows, furniture.

Needs the folder that FILINGWATCH_CORPUS names (`../shared` unless given). Run: python bench/pdf_gold.py [-v]
"""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from pathlib import Path
from time import process_time
from typing import Any

import pypdfium2

from diffing.document import BlockKind, Pair
from diffing.reading.draft import Draft, DraftTable
from diffing.reading.pdf import read_pdf
from diffing.settings import Settings

RUNNING_HEAD = "星海智能科技股份有限公司2023年年度报告全文"
TEXT_KINDS = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)


def squeeze(text: str) -> str:
    """`text` without any space: the spaces of justified lines are judged elsewhere."""
    return "".join(text.split())


def said(draft: Draft, parts: Iterable[Pair]) -> str:
    """The characters of the parts."""
    return squeeze("".join(draft.text[start:end] for start, end in parts))


def rows_of(draft: Draft, table: DraftTable) -> list[list[str]]:
    """The rows of a table, a merged cell's text at its top left."""
    rows = [[""] * table.columns for _ in range(table.rows)]
    for cell in table.cells:
        rows[cell.row][cell.column] = said(draft, cell.parts)
    return rows


def count_hits(wanted: Sequence[str], found: Sequence[str]) -> tuple[int, list[str]]:
    """How many of `wanted` are found, each found one counted once, and those that are not."""
    left = Counter(found)
    missing = []
    for text in wanted:
        if left[text]:
            left[text] -= 1
        else:
            missing.append(text)
    return len(wanted) - len(missing), missing


def match_rows(wanted: list[list[str]], found: list[list[str]]) -> tuple[int, int, list[list[str]]]:
    """Rows and cells that are read exactly, in order, and the rows that are not."""
    ours = ["\x1f".join(row) for row in found]
    theirs = ["\x1f".join(row) for row in wanted]
    rows = cells = 0
    wrong: list[list[str]] = []
    for tag, start, end, low, high in SequenceMatcher(None, theirs, ours, autojunk=False).get_opcodes():
        if tag == "equal":
            rows += end - start
            cells += sum(len(row) for row in wanted[start:end])
        else:
            cells += _nearest_cells(wanted[start:end], found[low:high])
            wrong.extend(wanted[start:end])
    return rows, cells, wrong


def _nearest_cells(wanted: list[list[str]], found: list[list[str]]) -> int:
    total = 0
    left = list(found)
    for row in wanted:
        likely = [(sum(a == b for a, b in zip(row, other, strict=False)), other) for other in left]
        same, best = max(likely, default=(0, None), key=lambda pair: pair[0])
        if best is not None and same:
            left.remove(best)
            total += same
    return total


def score(draft: Draft, gold: list[dict[str, Any]]) -> tuple[list[tuple[str, int, int]], dict[str, list[Any]]]:
    """(what, hits, of) for each measure, and what was missed."""
    blocks = {kind: [said(draft, block.parts) for block in draft.blocks if block.kind is kind] for kind in BlockKind}
    missed: dict[str, list[Any]] = {}
    lines: list[tuple[str, int, int]] = []
    body = [text for kind in TEXT_KINDS for text in blocks[kind]]
    wanted = {
        "paragraphs": (
            [squeeze(g["text"]) + str(g.get("fn", "")) for g in gold if g["t"] == "para"],
            body,
        ),
        "headings": ([squeeze(g["text"]) for g in gold if g["t"] == "h"], blocks[BlockKind.HEADING]),
        "unit notes": ([squeeze(g["text"]) for g in gold if g["t"] == "unit"], body),
        "footnotes": ([str(g["fn"]) + squeeze(g["foot"]) for g in gold if "foot" in g], blocks[BlockKind.FOOTNOTE]),
    }
    for name, (texts, found) in wanted.items():
        hits, missed[name] = count_hits(texts, found)
        lines.append((name, hits, len(texts)))
    lines.extend(_score_levels(draft, gold))
    rows = [row for block in draft.blocks if block.table for row in rows_of(draft, block.table)]
    for ruled, name in (("grid", "ruled"), ("three", "three-line"), ("none", "unruled")):
        theirs = [list(map(squeeze, row)) for g in gold if g.get("ruled") == ruled for row in (g["header"], *g["rows"])]
        hits, cells, missed[f"{name} rows"] = match_rows(theirs, rows)
        lines.append((f"{name} rows", hits, len(theirs)))
        lines.append((f"{name} cells", cells, sum(map(len, theirs))))
    everything = [*(text for texts in blocks.values() for text in texts), *(cell for row in rows for cell in row)]
    left = sum(RUNNING_HEAD in text for text in everything)
    lines.append(("pages without furniture in the body", len(draft.pages) - left, len(draft.pages)))
    return lines, missed


def _score_levels(draft: Draft, gold: list[dict[str, Any]]) -> list[tuple[str, int, int]]:
    pairs = [(squeeze(g["text"]), g["l"]) for g in gold if g["t"] == "h"]
    found = {said(draft, b.parts): b.level for b in draft.blocks if b.kind is BlockKind.HEADING}
    kinds: dict[int, Counter[int]] = {}
    for text, level in pairs:
        if text in found:
            kinds.setdefault(level, Counter())[found[text]] += 1
    steady = sum(counts.most_common(1)[0][1] for counts in kinds.values())
    return [("headings of one level alike", steady, len(pairs))]


def plain_text(content: bytes) -> str:
    """All pages as plain text by pdfium, without spaces."""
    document = pypdfium2.PdfDocument(content)
    text = "".join(squeeze(page.get_textpage().get_text_range()) for page in document)
    document.close()
    return text


def is_printed_short(paragraph: str, printed: str, wanted: str) -> bool:
    """Whether the file prints a paragraph of `wanted` but for one character, by pdfium's plain text."""
    for at in range(len(paragraph)):
        before, after = paragraph[max(at - 12, 0) : at], paragraph[at + 1 : at + 13]
        whole = before + paragraph[at] + after
        if before + after in printed and printed.count(whole) < wanted.count(whole):
            return True
    return False


def main() -> None:
    """Prints the table."""
    folder = Path(os.environ.get("FILINGWATCH_CORPUS", "../shared")) / "prototypes" / "pdf"
    content = (folder / "gold.pdf").read_bytes()
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    start = process_time()
    draft = read_pdf(content, Settings())
    seconds = process_time() - start
    lines, missed = score(draft, gold)
    printed = plain_text(content)
    wanted = squeeze("".join(g["text"] for g in gold if g["t"] == "para"))
    lost = [text for text in missed["paragraphs"] if is_printed_short(text, printed, wanted)]
    for name, hits, total in lines:
        print(f"{name:38} {hits:6} of {total:6}  {100 * hits / total:7.2f} %")
    hits, total = lines[0][1], lines[0][2] - len(lost)
    print(f"{'paragraphs that are printed whole':38} {hits:6} of {total:6}  {100 * hits / total:7.2f} %")
    print(f"{len(lost)} paragraphs lack a character in the file itself: its maker dropped one at a line end")
    print(f"{len(draft.pages)} pages in {seconds:.2f} s, {len(draft.pages) / seconds:.0f} pages a second")
    if "-v" in sys.argv:
        for name, texts in missed.items():
            for text in texts[:12]:
                print(f"missed {name}: {text}")


if __name__ == "__main__":
    main()
