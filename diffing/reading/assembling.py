"""Draft to document: sections, sentences, tables, language and coverage.

Draft ─ prose out of layout tables ─► blocks ─► sections, sentences, tables ─► cover ─► Document
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from diffing.document import AsideKind, Block, BlockKind, Coverage, Document, Section, Sentence, Table
from diffing.errors import UnreadableDocument
from diffing.reading import limits, sentences
from diffing.reading.cover import read_cover
from diffing.reading.draft import Draft, DraftBlock
from diffing.reading.garbling import garbled_share
from diffing.reading.layout_tables import without_layout_tables
from diffing.reading.passages import Said, hull, say
from diffing.reading.tables import assemble_table

# From this share of garbled letters on, what is left says nothing either.
_GARBLED = 0.3
_GARBLED_WARNING = "some of its text is garbled: fonts do not say which characters they show"
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]+")
_LATIN = re.compile("[A-Za-z]+")
# Chinese filings are full of Latin names, English ones carry next to no Chinese: from one Han sign to six letters on,
# a document is Chinese.
_LATIN_PER_HAN = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where the bytes of a document came from, as told by who handed them in."""

    name: str
    media_type: str
    sha256: str
    published: date | None
    warnings: tuple[str, ...]


@dataclass(slots=True)
class _Parts:
    """What has been assembled so far, in document order."""

    blocks: list[Block] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    sentences: list[Sentence] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    doubtful: list[int] = field(default_factory=list)
    headings: list[tuple[int, str]] = field(default_factory=list)
    ink: int = 0


def assemble(draft: Draft, origin: Origin) -> Document:
    """The document of a draft; raises `UnreadableDocument` when nothing is said in it."""
    _check_size(draft)
    drafts = without_layout_tables(draft.text, draft.blocks)
    said = [say(draft.text, block.parts) for block in drafts]
    parts = _Parts()
    for index, block in enumerate(drafts):
        if said[index].text.strip() or block.table is not None:
            _add(parts, drafts, said, index, draft.text)
    if not parts.ink:
        raise _nothing_said(draft)
    garbled = _garbled(draft)
    language = draft.language or _language(said)
    headings = [said[index].text.strip() for index, block in enumerate(drafts) if block.kind is BlockKind.HEADING]
    cover = read_cover(draft.title, [text.text.strip() for text in said], origin.name, headings)
    return Document(
        text=draft.text,
        name=origin.name,
        media_type=origin.media_type,
        sha256=origin.sha256,
        language=language,
        title=cover.title,
        filer=cover.filer,
        code=cover.code,
        form=cover.form,
        period=cover.period,
        revision=cover.revision,
        published=origin.published,
        blocks=tuple(parts.blocks),
        sections=_closed(parts.sections, len(draft.text)),
        sentences=tuple(parts.sentences),
        tables=tuple(parts.tables),
        pages=draft.pages,
        asides=draft.asides,
        coverage=replace(_coverage(draft, parts), unmapped_glyphs=draft.unmapped_glyphs + garbled),
        warnings=(*origin.warnings, *draft.warnings, *([_GARBLED_WARNING] if garbled else [])),
        facts=draft.facts,
        layout=draft.layout,
    )


def _garbled(draft: Draft) -> int:
    """How many characters are garbled; a text that mostly is, is refused: what it says cannot be known."""
    share = garbled_share(draft.text)
    if share >= _GARBLED:
        raise UnreadableDocument(
            "its text is garbled: the fonts do not say which characters they show",
            remedy="ask the publisher for another copy, or read it with OCR",
        )
    return round(share * len(draft.text))


def _check_size(draft: Draft) -> None:
    tables = [block.table for block in draft.blocks if block.table is not None]
    limits.check("characters", len(draft.text), limits.CHARACTERS)
    pieces = len(draft.blocks) + sum(len(table.cells) for table in tables)
    limits.check("paragraphs and cells", pieces, limits.PIECES)
    limits.check("fields in one table", max((table.rows * table.columns for table in tables), default=0), limits.FIELDS)


def _add(parts: _Parts, drafts: Sequence[DraftBlock], said: Sequence[Said], index: int, text: str) -> None:
    block = drafts[index]
    start, end = hull(block.parts)
    if block.kind is BlockKind.HEADING:
        _open_section(parts, block.level, said[index].text.strip(), start)
    elif not parts.sections:
        parts.sections.append(Section(path=(), start=0, end=start))
    number = len(parts.blocks)
    kept = Block(kind=block.kind, start=start, end=end, level=block.level, section=len(parts.sections) - 1)
    parts.blocks.append(kept)
    parts.ink += _ink(said[index].text)
    if block.table is None:
        parts.sentences.extend(_sentences(block.kind, said[index], number))
        return
    if block.table.doubtful:
        parts.doubtful.append(len(parts.tables))
    parts.tables.append(assemble_table(text, drafts, said, index, number))


def _open_section(parts: _Parts, level: int, heading: str, start: int) -> None:
    while parts.headings and parts.headings[-1][0] >= level:
        parts.headings.pop()
    parts.headings.append((level, heading))
    parts.sections.append(Section(path=tuple(name for _, name in parts.headings), start=start, end=start))


def _closed(sections: Sequence[Section], size: int) -> tuple[Section, ...]:
    """Each section ends where the next one starts."""
    ends = [*(section.start for section in sections[1:]), size]
    pairs = zip(sections, ends, strict=True)
    return tuple(Section(path=section.path, start=section.start, end=max(section.start, end)) for section, end in pairs)


def _sentences(kind: BlockKind, said: Said, block: int) -> list[Sentence]:
    """The sentences of one block; a heading or a caption is one, whatever its marks."""
    whole = kind in (BlockKind.HEADING, BlockKind.CAPTION, BlockKind.CONTENTS)
    spans = [_trimmed(said.text)] if whole else sentences.split(said.text)
    found = []
    for start, end in spans:
        pieces = said.locate((start, end))
        first, last = hull(pieces)
        kept = pieces if len(pieces) > 1 else ()
        found.append(Sentence(start=first, end=last, text=said.text[start:end], parts=kept, block=block))
    return found


def _trimmed(text: str) -> tuple[int, int]:
    return (len(text) - len(text.lstrip()), len(text.rstrip()))


def _language(said: Sequence[Said]) -> str:
    han = sum(len(run) for text in said for run in _HAN.findall(text.text))
    latin = sum(len(run) for text in said for run in _LATIN.findall(text.text))
    return "zh" if han and han * _LATIN_PER_HAN >= latin else "en"


def _coverage(draft: Draft, parts: _Parts) -> Coverage:
    """`characters` counts the signs that are said, `set_aside` those printed but not said, both without white space."""
    aside = [span for span in draft.asides if span.kind is not AsideKind.LINE_END]
    return Coverage(
        pages=len(draft.pages),
        characters=parts.ink,
        set_aside=sum(_ink(draft.text[span.start : span.end]) for span in aside),
        pages_without_text=draft.pages_without_text,
        recognised_pages=draft.recognised_pages,
        unmapped_glyphs=draft.unmapped_glyphs,
        tables=len(parts.tables),
        doubtful_tables=tuple(parts.doubtful),
        embedded_files=draft.embedded_files,
        repairs=draft.repairs,
    )


def _ink(text: str) -> int:
    """How many signs of a text are printed: all but its white space."""
    return sum(map(len, text.split()))


def _nothing_said(draft: Draft) -> UnreadableDocument:
    if draft.pages_without_text:
        cause = f"no text on any of its {len(draft.pages) or len(draft.pages_without_text)} pages: a scan"
        return UnreadableDocument(cause, remedy="get the text version, or have its text recognised (OCR)")
    if draft.asides:
        cause = "nothing but page numbers, running lines and markup is written in it"
        return UnreadableDocument(cause, remedy="look whether its pages are pictures; get the text version then")
    return UnreadableDocument("nothing is written in it", remedy="fetch it again", empty=True)
