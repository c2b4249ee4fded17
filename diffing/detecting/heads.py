"""Another unit over a table is one change: told by the table, not once more by the line that prints the unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from diffing.change import Quote, Relation
from diffing.detecting.finding import Finding
from diffing.detecting.rows import head_change
from diffing.detecting.tables import TableMet
from diffing.keys import key
from diffing.reasons import because

_MARKS = " ()（）:：,.;"


class UnitHeads:
    """The unit notes of the tables whose unit changed, on both sides."""

    def __init__(self, tables: Sequence[TableMet]) -> None:
        turned = [met for met in tables if not met.same_unit and head_change(met) is not None]
        self._old = {key(met.old.unit_note) for met in turned if met.old.unit_note}
        self._new = {key(met.new.unit_note) for met in turned if met.new.unit_note}

    def settle(self, finding: Finding) -> Finding:
        """The finding; one of words that differ in such a note alone as one of print only."""
        if finding.figures or not (self._old or self._new):
            return finding
        old, new = _without(finding.old, self._old), _without(finding.new, self._new)
        same = old == new and (_says(finding.old) != old or _says(finding.new) != new)
        if not same:
            return finding
        return replace(finding, relation=Relation.FORMAT_ONLY, reason=because("text_format_only"))


def _says(quote: Quote | None) -> str:
    return key(quote.text).strip(_MARKS) if quote else ""


def _without(quote: Quote | None, notes: set[str]) -> str:
    """What a quote says beside a unit note."""
    said = _says(quote)
    for note in sorted(notes, key=len, reverse=True):
        said = said.replace(note.strip(_MARKS), "")
    return said.strip(_MARKS)
