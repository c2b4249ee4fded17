"""What is told of tables: one finding for a row and a relation, one for a whole table where all of it did the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from diffing.aligning.masking import mask
from diffing.aligning.similarity import ratio
from diffing.change import Basis, FigurePair, Kind, Reason, Relation
from diffing.detecting.bearing import Bearing
from diffing.detecting.cells import cell_runs, row_quote, table_section
from diffing.detecting.clauses import ClausePair
from diffing.detecting.columns import column_findings
from diffing.detecting.comparatives import DENIES
from diffing.detecting.comparison import Comparison
from diffing.detecting.figures import by_relation, reason_for
from diffing.detecting.finding import Finding
from diffing.detecting.printing import says_only_a_date
from diffing.detecting.tables import RowMet, TableMet
from diffing.detecting.word_change import WordChange
from diffing.detecting.words import clause_changes
from diffing.document import Cell, Table
from diffing.keys import key
from diffing.reasons import because

# When nearly all cells of a table moved by the same power of ten or to the same unit, its head did, not the cells.
_HEAD_SHARE = 0.8
_HEAD_CELLS = 3
_UNSCALED = {"percent", "percentage_point", "people", "rank"}
_HEAD_RELATIONS = (Relation.SCALE_CHANGED, Relation.UNIT_CHANGED)

# Quiet relations are told once for a whole table.
_WHOLE_TABLE = (Relation.NEW_PERIOD, Relation.REFINED_PRECISION, Relation.COARSENED)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rows:
    """Some rows of one table pair, to be told together."""

    met: TableMet
    rows: Sequence[RowMet]


def table_findings(comparison: Comparison, met: TableMet) -> Iterator[Finding]:
    """Everything to be told of one pair of tables."""
    pairs = [pair for row in met.rows for pair in row.paired.pairs]
    head = head_change(met)
    if head is not None:
        found = _finding(comparison, _Rows(met=met, rows=met.rows), head, [p for p in pairs if p.relation is head])
        yield found if met.same_unit else replace(found, reason=_unit_reason(met))
    for relation in _WHOLE_TABLE:
        together = [pair for pair in pairs if pair.relation is relation]
        if together:
            rows = [row for row in met.rows if any(pair.relation is relation for pair in row.paired.pairs)]
            yield _finding(comparison, _Rows(met=met, rows=rows), relation, together)
    bearing = Bearing(comparison, met)
    for at, row in enumerate(met.rows):
        for finding in _row_findings(comparison, met, row, told=head):
            later = comparison.basis is Basis.NEXT_PERIOD and finding.relation in DENIES
            yield _doubted(finding, bearing, at) if later else finding
    if comparison.basis is Basis.AMENDMENT:
        yield from column_findings(comparison, met)


def _doubted(finding: Finding, bearing: Bearing, at: int) -> Finding:
    """A finding no surer than its table: where no other row says the same of the time they share, it was misread."""
    found = replace(finding, confidence=round(min(finding.confidence, bearing.of(at)), 6))
    if finding.relation is not Relation.COMPARATIVE_CHANGED or not bearing.is_regrouped(finding.figures):
        return found
    code = "figure_rest_regrouped" if bearing.is_rest(at) else "figure_regrouped"
    return replace(found, reason=replace(found.reason, code=code))


def _unit_reason(met: TableMet) -> Reason:
    """The unit notes themselves: the numbers under them are printed alike."""
    old, new = met.old.unit_note or "—", met.new.unit_note or "—"
    return because("table_unit_changed", old=old, new=new)


def head_change(met: TableMet) -> Relation | None:
    """The relation that the head of a table explains: another unit note, or nearly all cells moving as one."""
    pairs = (pair for row in met.rows for pair in row.paired.pairs)
    scaled = [pair for pair in pairs if pair.new and pair.new.unit not in _UNSCALED]
    for relation in _HEAD_RELATIONS:
        count = sum(pair.relation is relation for pair in scaled)
        if count and not met.same_unit:
            return relation
        if count >= _HEAD_CELLS and count >= _HEAD_SHARE * len(scaled):
            return relation
    return None


def _row_findings(comparison: Comparison, met: TableMet, row: RowMet, told: Relation | None) -> Iterator[Finding]:
    if not row.old or not row.new:
        yield _whole_row(comparison, met, row)
        return
    groups = by_relation([*row.paired.pairs, *_fresh(row)])
    for relation, pairs in groups.items():
        if relation is not told and relation not in _WHOLE_TABLE:
            found = _finding(comparison, _Rows(met=met, rows=[row]), relation, pairs)
            turned = relation is Relation.SIGN_FLIPPED and _is_turned_throughout(comparison, row)
            yield replace(found, reason=replace(found.reason, code="figure_sign_convention")) if turned else found
    yield from _words(comparison, met, row)


# A row of so many numbers says by all of them with which sign it is printed.
_THROUGHOUT = 2


def _is_turned_throughout(comparison: Comparison, row: RowMet) -> bool:
    """Whether a later report prints a whole row with the other sign: 减：所得税 -40 | -107 for 所得税 107 | 68."""
    if comparison.basis is not Basis.NEXT_PERIOD:
        return False
    values = [
        [figure.value for cell in cells for figure in side.figures_in(cell) if figure.value]
        for side, cells in ((comparison.old, row.old), (comparison.new, row.new))
    ]
    signs = [{value > 0 for value in side} for side in values]
    return len(signs[0]) == len(signs[1]) == 1 and signs[0] != signs[1] and max(map(len, values)) >= _THROUGHOUT


def _fresh(row: RowMet) -> Iterable[FigurePair]:
    """Comparatives that were not already met in their own column."""
    known = {(pair.old.start, pair.new.start) for pair in row.paired.pairs if pair.old and pair.new}
    return (
        pair
        for pair in row.comparatives
        if pair.old and pair.new and (pair.old.start, pair.new.start) not in known
        and pair.relation in (Relation.COMPARATIVE_CHANGED, Relation.RESTATED)
    )  # fmt: skip


def _finding(comparison: Comparison, rows: _Rows, relation: Relation, pairs: Sequence[FigurePair]) -> Finding:
    """One finding for some rows whose figures relate alike."""
    old_cells = [cell for row in rows.rows for cell in row.old]
    new_cells = [cell for row in rows.rows for cell in row.new]
    whole = len(rows.rows) > 1
    old, new = row_quote(comparison.old.document, old_cells), row_quote(comparison.new.document, new_cells)
    return Finding(
        kind=Kind.TABLE_CHANGED if whole else Kind.FIGURE_CHANGED,
        relation=relation,
        reason=reason_for(pairs[0]),
        old=old,
        new=new,
        section=table_section(comparison, rows.met.new),
        figures=tuple(pairs),
        wording=() if whole else cell_runs(comparison, old, new),
        confidence=min(rows.met.likeness, *(_certainty(pair) for pair in pairs)),
        place=new_cells[0].start if new_cells else rows.met.new.start,
    )


def _certainty(pair: FigurePair) -> float:
    return min(figure.confidence for figure in (pair.old, pair.new) if figure is not None)


def _whole_row(comparison: Comparison, met: TableMet, row: RowMet) -> Finding:
    added = not row.old
    figures = row.paired.only_new if added else row.paired.only_old
    relation = Relation.FIGURE_NEW if added else Relation.FIGURE_DROPPED
    if not figures:
        relation = Relation.ADDED if added else Relation.REMOVED
    label = (row.new or row.old)[0].text
    return Finding(
        kind=Kind.TABLE_CHANGED,
        relation=relation,
        reason=because("table_row_added" if added else "table_row_removed", old=label, new=label),
        old=row_quote(comparison.old.document, row.old),
        new=row_quote(comparison.new.document, row.new),
        section=table_section(comparison, met.new),
        figures=tuple(
            FigurePair(old=None if added else figure, new=figure if added else None, relation=relation)
            for figure in figures
        ),
        confidence=met.likeness,
        place=row.new[0].start if row.new else met.new.start,
    )


def _words(comparison: Comparison, met: TableMet, row: RowMet) -> Iterator[Finding]:
    """What the words of a row have become: read as `label: cell`, so that a name in a field has its role."""
    language = comparison.new.document.language
    texts = [
        (old, new)
        for old, new in row.texts
        if not (says_only_a_date(old.text, language=language) and says_only_a_date(new.text, language=language))
    ]
    if not texts:
        return
    reworded = WordChange(relation=Relation.REWORDED, code="text_reworded", old="", new="")
    changes = {
        change.relation: change
        for old, new in texts
        for change in clause_changes(comparison, _field(met, row, old, new))
        if not (change.relation is Relation.NEGATION_FLIPPED and not _is_denied(comparison, row, old, new))
        and not (change.relation is Relation.PARTY_CHANGED and _is_passed_on(comparison, row, old, new))
    }
    for change in changes.values() or (reworded,):
        yield _word_finding(comparison, met, row, change)


# A form has a label and a value in each row.
_FORM = 2
# A longer cell is no answer, 是, 否 or 无, but a name or a description.
_ANSWER = 4


def _is_denied(comparison: Comparison, row: RowMet, old: Cell, new: Cell) -> bool:
    """Whether a denial in a cell says something: a year later 未交增值税 becomes 应交增值税, as names do."""
    answers = old is not row.old[0] and max(len(key(old.text)), len(key(new.text))) <= _ANSWER
    return comparison.basis is not Basis.NEXT_PERIOD or answers


def _is_passed_on(comparison: Comparison, row: RowMet, old: Cell, new: Cell) -> bool:
    """Whether a name only stands a year further on: last year's own firm is this year's of the year before.

    A row that is called by another name is told of as another row.
    """
    if comparison.basis is not Basis.NEXT_PERIOD:
        return False
    if old is row.old[0] and new is row.new[0]:
        return True
    others = [cell for cell in row.old if cell is not old], [cell for cell in row.new if cell is not new]
    return any(key(cell.text) == key(new.text) for cell in others[0]) or any(
        key(cell.text) == key(old.text) for cell in others[1]
    )


def _field(met: TableMet, row: RowMet, old: Cell, new: Cell) -> ClausePair:
    """Two cells as clauses, each behind what it is a field of."""
    return ClausePair(
        old=_said_of(met.old, row.old[0], old),
        new=_said_of(met.new, row.new[0], new),
        likeness=ratio(mask(key(old.text)), mask(key(new.text))),
    )


def _said_of(table: Table, first: Cell, cell: Cell) -> str:
    """A cell behind the head of its column, or in a form of labels and values behind the label of its row."""
    if cell is first:
        return cell.text
    heads = [other.text for other in table.cells if other.row < table.header_rows and other.column == cell.column]
    named = heads if table.columns > _FORM and cell.row >= table.header_rows and any(heads) else [first.text]
    return f"{' '.join(named)}：{cell.text}"


def _word_finding(comparison: Comparison, met: TableMet, row: RowMet, change: WordChange) -> Finding:
    old = row_quote(comparison.old.document, row.old)
    new = row_quote(comparison.new.document, row.new)
    values = {"old": change.old, "new": change.new} if change.relation is not Relation.REWORDED else {}
    return Finding(
        kind=Kind.TABLE_CHANGED if change.relation is Relation.REWORDED else Kind.CLAIM_CHANGED,
        relation=change.relation,
        reason=because(change.code, **values),
        old=old,
        new=new,
        section=table_section(comparison, met.new),
        wording=cell_runs(comparison, old, new),
        confidence=met.likeness,
        place=row.new[0].start,
    )
