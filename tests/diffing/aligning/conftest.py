"""Documents and tables written in place, for the tests of aligning."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from diffing.document import Block, BlockKind, Cell, Document, Section, Sentence, Table

Rows = Sequence[Sequence[str]]


class Writing:
    """A document in the making: headings open sections, sentences and tables follow."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.text = ""
        self.blocks: list[Block] = []
        self.sections: list[Section] = [Section(path=(), start=0, end=0)]
        self.sentences: list[Sentence] = []
        self.tables: list[Table] = []

    def put(self, text: str) -> tuple[int, int]:
        """Write on, and say where."""
        start = len(self.text)
        self.text += text + "\n"
        return start, start + len(text)

    def block(self, kind: BlockKind, start: int, end: int) -> int:
        """Close a block, and say which."""
        self.blocks.append(Block(kind=kind, start=start, end=end, section=len(self.sections) - 1))
        return len(self.blocks) - 1

    def sentence(self, text: str) -> None:
        """Write a sentence; one that begins with # is a heading."""
        heading = text.startswith("# ")
        start, end = self.put(text.removeprefix("# "))
        if heading:
            self.sections.append(Section(path=(text.removeprefix("# "),), start=start, end=end))
        block = self.block(BlockKind.HEADING if heading else BlockKind.PARAGRAPH, start, end)
        self.sentences.append(Sentence(start=start, end=end, text=self.text[start:end], block=block))

    def table(self, rows: Rows, title: str = "") -> None:
        """Write a table with one header row and one header column."""
        begin = len(self.text)
        cells = []
        for row, texts in enumerate(rows):
            for column, text in enumerate(texts):
                start, end = self.put(text)
                cells.append(Cell(start=start, end=end, text=text, row=row, column=column))
        block = self.block(BlockKind.TABLE, begin, len(self.text))
        self.tables.append(
            Table(
                start=begin,
                end=len(self.text),
                block=block,
                cells=tuple(cells),
                rows=len(rows),
                columns=max(map(len, rows)),
                title=title,
            )
        )

    def done(self) -> Document:
        """The document."""
        return Document(
            text=self.text,
            name="written",
            media_type="text/plain",
            sha256="0" * 64,
            language=self.language,
            blocks=tuple(self.blocks),
            sections=tuple(self.sections),
            sentences=tuple(self.sentences),
            tables=tuple(self.tables),
        )


@pytest.fixture
def write() -> Callable[..., Document]:
    """A document of sentences (those that begin with # are headings) and of tables: (title, rows) pairs."""

    def written(
        sentences: Sequence[str] = (), tables: Sequence[tuple[str, Rows]] = (), language: str = "zh"
    ) -> Document:
        writing = Writing(language)
        for text in sentences:
            writing.sentence(text)
        for title, rows in tables:
            writing.table(rows, title)
        return writing.done()

    return written
