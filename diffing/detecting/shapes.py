"""Which tables the findings stand in, and whether the two issues of one were cut into other rows or columns."""

from __future__ import annotations

from bisect import bisect_right

from diffing.change import Quote, Relation
from diffing.detecting.cells import rows_of
from diffing.detecting.comparison import Comparison
from diffing.detecting.counting import in_line
from diffing.detecting.finding import Finding
from diffing.document import Document, Table
from diffing.keys import key

# In place of where a table starts: any table may be meant.
_ANY = -1


class Shapes:
    """The tables of both documents; a table is named by where it starts in the new one."""

    def __init__(self, comparison: Comparison) -> None:
        self._old, self._new = comparison.old.document, comparison.new.document
        links = comparison.alignment.tables
        self._pairs = [(self._old.tables[link.old], self._new.tables[link.new]) for link in links]
        self._partner = {old.start: new.start for old, new in self._pairs}

    def heads(self) -> dict[int, tuple[str, str]]:
        """What the header rows of each pair of tables say, in the old one and in the new one."""
        return {new.start: (_head(old), _head(new)) for old, new in self._pairs}

    def differ(self, finding: Finding) -> bool:
        """Whether a finding stands in a table, and the two sides not in tables of the same rows and columns."""
        old, new = _table(self._old, finding.old), _table(self._new, finding.new)
        if old is None and new is None:
            return False
        if old is None or new is None or (old.rows, old.columns) != (new.rows, new.columns):
            return True
        return _labels(old) != _labels(new)

    def touched(self, finding: Finding) -> set[int]:
        """The tables that a finding tells of; one that has no partner in the new document may be any."""
        old, new = _table(self._old, finding.old), _table(self._new, finding.new)
        return ({new.start} if new else set()) | ({self._partner.get(old.start, _ANY)} if old else set())

    def is_sum_of_others(self, finding: Finding, touched: set[int]) -> bool:
        """Whether a sum does not add up though nothing is told of its table: a row of it was read elsewhere."""
        table = _table(self._new, finding.new)
        if finding.relation is not Relation.FORMULA_BROKEN or table is None:
            return False
        return not touched & {table.start, _ANY}


def _table(document: Document, told: Quote | None) -> Table | None:
    """The table that a quote begins in."""
    at = bisect_right(document.tables, told.start, key=lambda table: table.start) - 1 if told else -1
    return document.tables[at] if at >= 0 and told and told.start < document.tables[at].end else None


def _labels(table: Table) -> list[str]:
    return [key(row[0].text) for row in rows_of(table)]


def _head(table: Table) -> str:
    return in_line([cell.text for cell in table.cells if cell.row < table.header_rows])
