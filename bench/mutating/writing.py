"""Blocks to bytes in three ways: text, HTML, and PDF in a setting that differs from the other side's."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from bench.making.blocks import Block, Bullet, Heading, PageBreak, Paragraph, Table
from bench.making.gridding import Grid
from bench.making.html import to_html
from bench.making.lettering import letters
from bench.making.pdf import to_pdf
from bench.making.setting import A4, B5, LETTER, VIEWERS_FONT, Setting
from bench.mutating.mutation import Mutation

_LANDSCAPE = (A4[1], A4[0])

# Ways to set a document that filers use; those in _HEADED have a running head, the title of the document.
SETTINGS = {
    "plain": Setting(),
    "letter": Setting(
        page=LETTER, size=11, leading=1.3, margins=(64, 60, 60, 60), latin="Helvetica", page_number="{page}"
    ),
    "three rules": Setting(
        page=B5, size=9, leading=1.4, margins=(58, 50, 54, 50), rules="three", page_number="- {page} -"
    ),
    "wide margins": Setting(
        size=12, leading=1.7, margins=(90, 88, 80, 88), cjk=VIEWERS_FONT, page_number="第 {page} 页"
    ),
    "columns": Setting(
        page=_LANDSCAPE, size=9.5, leading=1.35, columns=2, margins=(56, 48, 50, 48), page_number="{page}"
    ),
    "no rules": Setting(size=10, leading=1.5, margins=(72, 70, 66, 70), rules="none", justify=False, page_number=""),
    "heads repeated": Setting(
        page=LETTER, size=10, leading=1.45, repeat_heads=True, page_number="Page {page} of {pages}"
    ),
}
_HEAD_LENGTH = 40
_SHORT = {"zh": 4000, "en": 11000}
_HEADED = {"plain", "three rules", "columns", "heads repeated"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """Old and new as bytes, and how they were set."""

    old: bytes
    new: bytes
    how: str


def to_text(blocks: Sequence[Block]) -> bytes:
    """The bytes of a plain text: a blank line between blocks, a tab between cells."""
    return "\n\n".join(_text(block) for block in blocks).encode()


def _text(block: Block) -> str:
    match block:
        case Heading(level=level, text=text):
            return f"{'#' * min(level + 1, 6)} {text}"
        case Paragraph(text=text):
            return text
        case Bullet(text=text, mark=mark):
            return f"{mark} {text}"
        case Table():
            return _rows(block)
        case PageBreak():
            return ""


def _rows(table: Table) -> str:
    grid = [[""] * table.columns for _ in range(table.rows)]
    for cell in table.cells:
        grid[cell.row][cell.column] = cell.text
    note = f"{table.note}\n\n" if table.note else ""
    return note + "\n".join("\t".join(row) for row in grid)


def as_text(mutation: Mutation) -> Written:
    """Old and new as text."""
    return Written(old=to_text(mutation.old), new=to_text(mutation.new), how="text")


def as_html(mutation: Mutation) -> Written:
    """Old and new as HTML pages."""
    old, new = (
        to_html(blocks, title=mutation.title, language=mutation.language) for blocks in (mutation.old, mutation.new)
    )
    return Written(old=old, new=new, how="html")


def as_pdf(mutation: Mutation, before: str, after: str) -> Written:
    """Old and new as PDF, each in the setting named. Raises FontMissing."""
    return Written(
        old=_sheet(mutation.old, mutation, before),
        new=_sheet(mutation.new, mutation, after),
        how=f"{before} to {after}",
    )


def _sheet(blocks: Sequence[Block], mutation: Mutation, name: str) -> bytes:
    setting = replace(SETTINGS[name], running_head=_head(mutation) if name in _HEADED else "")
    joint = "" if mutation.language == "zh" else " "
    return to_pdf([_unwrapped(block, joint) for block in blocks], setting, title=mutation.title)


def _head(mutation: Mutation) -> str:
    """The running head of a document of some pages; a shorter one has none, for none could be told from its text."""
    signs = sum(len(getattr(block, "text", "")) for block in mutation.old)
    return mutation.title[:_HEAD_LENGTH] if signs > _SHORT[mutation.language] else ""


def fits(block: Block, names: Iterable[str]) -> bool:
    """Whether a block can be set: a shape for each sign, no word or number of a cell torn, each row within a page."""
    fonts = {name: letters(SETTINGS[name].latin, SETTINGS[name].cjk) for name in names}
    if not all(font.holds(_text(block)) for font in fonts.values()):
        return False
    if not isinstance(block, Table):
        return True
    grids = [Grid(block, SETTINGS[name], font) for name, font in fonts.items()]
    return not any(grid.torn or band.height > grid.setting.height for grid in grids for band in grid.bands)


def _unwrapped(block: Block, joint: str) -> Block:
    """A paragraph without line ends of its own: a page sets them anew."""
    return replace(block, text=joint.join(block.text.splitlines())) if isinstance(block, Paragraph) else block
