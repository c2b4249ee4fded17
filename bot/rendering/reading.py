"""What was read from one file, for a person: the document block by block, its figures, its claims."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from bot.languages import Words, words_in
from bot.rendering.accounting import warnings
from bot.rendering.columns import BLANK, Line, aligned, line, printed
from bot.rendering.figure_views import figure_name
from bot.rendering.guarding import one_line
from bot.rendering.looks import Look
from diffing.claim import Claim
from diffing.detecting.inconsistent import doubts
from diffing.document import Block, BlockKind, Document, Table
from diffing.figure import Figure, Qualifier

_QUOTE_LENGTH = 60


def document_text(document: Document, look: Look) -> str:
    """The document as it was understood: its cover, then headings, paragraphs and tables in order."""
    return printed(_document_lines(document, words_in(look.language)), look.screen)


def figures_table(figures: Sequence[Figure], look: Look) -> str:
    """One line per figure: as printed, its measure, period, qualifier and where it stands."""
    words = words_in(look.language)
    rows = [_figure_row(figure, words) for figure in figures]
    table = _table(rows, words.counted("figure", len(figures)))
    return printed(chain(table, _doubt_lines(figures, words)), look.screen)


def _doubt_lines(figures: Sequence[Figure], words: Words) -> Iterator[Line]:
    """Which figures of the file do not fit together, and why."""
    for figure, reason in doubts(figures):
        place = f" ({_place(figure, words)})" if figure.page else ""
        yield line((f"! {one_line(words.reason(reason))}{place}", "bold yellow"))


def claims_table(claims: Sequence[Claim], look: Look) -> str:
    """One line per claim: its type, whether it is denied, how firmly it is said, and its words."""
    words = words_in(look.language)
    rows = [_claim_row(claim, words) for claim in claims]
    return printed(_table(rows, words.counted("claim", len(claims))), look.screen)


def _table(rows: Sequence[Sequence[str]], count: str) -> Iterator[Line]:
    yield from (line(row) for row in aligned(rows))
    yield line((count, "dim"))


def _document_lines(document: Document, words: Words) -> Iterator[Line]:
    yield line((one_line(document.title) or one_line(document.name), "bold"))
    cover = (document.filer, document.code, words.period(document.period), words.form(document.form))
    yield line(" · ".join(one_line(part) for part in cover if part))
    yield line((_extent(document, words), "dim"))
    yield from (line((f"! {told}", "bold yellow")) for told in warnings(document, "file", words))
    sentences: dict[int, list[str]] = {}
    for sentence in document.sentences:
        sentences.setdefault(sentence.block, []).append(one_line(sentence.text))
    tables = {table.block: table for table in document.tables}
    for at, block in enumerate(document.blocks):
        yield BLANK
        if at in tables:
            yield from _table_lines(tables[at])
        else:
            yield from _block_lines(block, sentences.get(at, []))


def _extent(document: Document, words: Words) -> str:
    counts = (
        ("page", len(document.pages)),
        ("sentence", len(document.sentences)),
        ("table", len(document.tables)),
        ("character", document.coverage.characters),
    )
    return words.phrase("comma").join(words.counted(what, count) for what, count in counts if count)


def _block_lines(block: Block, sentences: Sequence[str]) -> Iterator[Line]:
    if block.kind is BlockKind.HEADING:
        yield line((f"{'#' * max(block.level, 1)} {' '.join(sentences)}", "bold"))
        return
    style = "dim" if block.kind in (BlockKind.CONTENTS, BlockKind.FOOTNOTE) else ""
    yield from (line((sentence, style)) for sentence in sentences)


def _table_lines(table: Table) -> Iterator[Line]:
    name = " · ".join(one_line(part) for part in (table.title, table.unit_note) if part)
    if name:
        yield line((name, "italic"))
    rows = [["" for _ in range(table.columns)] for _ in range(table.rows)]
    for cell in table.cells:
        rows[cell.row][cell.column] = one_line(cell.text)
    yield from (line(row, indent=2) for row in aligned(rows, gap=" | "))


def _figure_row(figure: Figure, words: Words) -> tuple[str, ...]:
    period = words.period(figure.period) or words.phrase("undated")
    qualifier = "" if figure.qualifier is Qualifier.EXACT else words.label("qualifiers", figure.qualifier)
    return one_line(figure.text), _short(figure_name(figure, words)), period, qualifier, _place(figure, words)


def _claim_row(claim: Claim, words: Words) -> tuple[str, ...]:
    denied = words.phrase("denied") if claim.polarity < 0 else ""
    return (
        words.label("claims", claim.type),
        denied,
        words.label("modalities", claim.modality),
        _short(one_line(claim.text)),
        _place(claim, words),
    )


def _place(said: Figure | Claim, words: Words) -> str:
    """The page, and how sure it is what stands there when it was read by text recognition."""
    page = words.phrase("page", page=said.page) if said.page else ""
    sure = words.phrase("confidence", percent=int(said.confidence * 100)) if said.confidence < 1 else ""
    return words.phrase("comma").join(part for part in (page, sure) if part)


def _short(line: str) -> str:
    return line if len(line) <= _QUOTE_LENGTH else f"{line[:_QUOTE_LENGTH]}…"
