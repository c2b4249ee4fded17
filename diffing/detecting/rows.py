"""What is told of tables: one finding for a row and a relation, one for a whole table where all of it did the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from diffing.aligning.masking import mask
from diffing.aligning.similarity import ratio
from diffing.change import Basis, FigurePair, Kind, Quote, Relation, Run
from diffing.detecting.clauses import ClausePair
from diffing.detecting.comparison import Comparison
from diffing.detecting.figures import by_relation, reason_for
from diffing.detecting.finding import Finding, pieces
from diffing.detecting.printing import says_only_a_date
from diffing.detecting.tables import RowMet, TableMet
from diffing.detecting.word_change import WordChange
from diffing.detecting.words import clause_changes
from diffing.document import Cell, Document, Table
from diffing.figure import Figure
from diffing.keys import key
from diffing.reasons import because
from diffing.wording import runs

# When nearly all cells of a table moved by the same power of ten or to the same unit, its head did, not the cells.
_HEAD_SHARE = 0.8
_HEAD_CELLS = 3
_UNSCALED = {"percent", "percentage_point", "people", "rank"}
_HEAD_RELATIONS = (Relation.SCALE_CHANGED, Relation.UNIT_CHANGED)

# Quiet relations are told once for a whole table.
_WHOLE_TABLE = (Relation.NEW_PERIOD, Relation.REFINED_PRECISION, Relation.COARSENED)
_BETWEEN_CELLS = " | "


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rows:
    """Some rows of one table pair, to be told together."""

    met: TableMet
    rows: Sequence[RowMet]


def table_findings(comparison: Comparison, met: TableMet) -> Iterator[Finding]:
    """Everything to be told of one pair of tables."""
    pairs = [pair for row in met.rows for pair in row.paired.pairs]
    head = _head_change(met, pairs)
    if head is not None:
        yield _finding(comparison, _Rows(met=met, rows=met.rows), head, [p for p in pairs if p.relation is head])
    for relation in _WHOLE_TABLE:
        together = [pair for pair in pairs if pair.relation is relation]
        if together:
            rows = [row for row in met.rows if any(pair.relation is relation for pair in row.paired.pairs)]
            yield _finding(comparison, _Rows(met=met, rows=rows), relation, together)
    for row in met.rows:
        yield from _row_findings(comparison, met, row, told=head)
    if comparison.basis is Basis.AMENDMENT:
        yield from _column_findings(comparison, met)


def _head_change(met: TableMet, pairs: Sequence[FigurePair]) -> Relation | None:
    """The relation that the head of a table explains: another unit note, or nearly all cells moving as one."""
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
            yield _finding(comparison, _Rows(met=met, rows=[row]), relation, pairs)
    yield from _words(comparison, met, row)


def _fresh(row: RowMet) -> Iterable[FigurePair]:
    """Comparatives that were not already met in their own column."""
    known = {(pair.old.start, pair.new.start) for pair in row.paired.pairs if pair.old and pair.new}
    return (
        pair
        for pair in row.comparatives
        if pair.old and pair.new and (pair.old.start, pair.new.start) not in known
        and pair.relation in (Relation.COMPARATIVE_CHANGED, Relation.RESTATED)
    )  # fmt: skip


def _column_findings(comparison: Comparison, met: TableMet) -> Iterator[Finding]:
    """The cells of rows that stayed whose column came or went: one finding for a column."""
    rows = [row for row in met.rows if row.old and row.new]
    for side, relation in ((_only_old, Relation.FIGURE_DROPPED), (_only_new, Relation.FIGURE_NEW)):
        columns: dict[tuple[str, ...], list[Figure]] = defaultdict(list)
        for row in rows:
            for figure in side(row):
                columns[figure.table.column_header if figure.table else ()].append(figure)
        for head, figures in columns.items():
            yield _column_finding(comparison, met, _Column(head=head, relation=relation, figures=figures))


def _only_old(row: RowMet) -> Sequence[Figure]:
    return row.paired.only_old


def _only_new(row: RowMet) -> Sequence[Figure]:
    return row.paired.only_new


@dataclass(frozen=True, slots=True, kw_only=True)
class _Column:
    """The figures of a column that only one side has."""

    head: tuple[str, ...]
    relation: Relation
    figures: Sequence[Figure]


def _column_finding(comparison: Comparison, met: TableMet, column: _Column) -> Finding:
    added = column.relation is Relation.FIGURE_NEW
    side = comparison.new if added else comparison.old
    cells = [cell for figure in column.figures if isinstance(cell := side.passage_of(figure), Cell)]
    shown = _row_quote(side.document, cells)
    name = " ".join(column.head) or met.new.title or "—"
    return Finding(
        kind=Kind.TABLE_CHANGED,
        relation=column.relation,
        reason=because("table_column_added" if added else "table_column_removed", old=name, new=name),
        old=None if added else shown,
        new=shown if added else None,
        section=_section(comparison, met.new),
        figures=tuple(
            FigurePair(old=None if added else figure, new=figure if added else None, relation=column.relation)
            for figure in column.figures
        ),
        confidence=met.likeness,
        place=met.new.start,
    )


def _finding(comparison: Comparison, rows: _Rows, relation: Relation, pairs: Sequence[FigurePair]) -> Finding:
    """One finding for some rows whose figures relate alike."""
    old_cells = [cell for row in rows.rows for cell in row.old]
    new_cells = [cell for row in rows.rows for cell in row.new]
    whole = len(rows.rows) > 1
    old, new = _row_quote(comparison.old.document, old_cells), _row_quote(comparison.new.document, new_cells)
    return Finding(
        kind=Kind.TABLE_CHANGED if whole else Kind.FIGURE_CHANGED,
        relation=relation,
        reason=reason_for(pairs[0]),
        old=old,
        new=new,
        section=_section(comparison, rows.met.new),
        figures=tuple(pairs),
        wording=() if whole else _runs(comparison, old, new),
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
        old=_row_quote(comparison.old.document, row.old),
        new=_row_quote(comparison.new.document, row.new),
        section=_section(comparison, met.new),
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
        change.relation: change for old, new in texts for change in clause_changes(comparison, _field(row, old, new))
    }
    for change in changes.values() or (reworded,):
        yield _word_finding(comparison, met, row, change)


def _field(row: RowMet, old: Cell, new: Cell) -> ClausePair:
    """Two cells as clauses, each behind the label of its row."""
    before, after = row.old[0].text, row.new[0].text
    return ClausePair(
        old=old.text if old is row.old[0] else f"{before}：{old.text}",
        new=new.text if new is row.new[0] else f"{after}：{new.text}",
        likeness=ratio(mask(key(old.text)), mask(key(new.text))),
    )


def _word_finding(comparison: Comparison, met: TableMet, row: RowMet, change: WordChange) -> Finding:
    old = _row_quote(comparison.old.document, row.old)
    new = _row_quote(comparison.new.document, row.new)
    values = {"old": change.old, "new": change.new} if change.relation is not Relation.REWORDED else {}
    return Finding(
        kind=Kind.TABLE_CHANGED if change.relation is Relation.REWORDED else Kind.CLAIM_CHANGED,
        relation=change.relation,
        reason=because(change.code, **values),
        old=old,
        new=new,
        section=_section(comparison, met.new),
        wording=_runs(comparison, old, new),
        confidence=met.likeness,
        place=row.new[0].start,
    )


def lone_table(comparison: Comparison, table: Table, *, added: bool) -> Finding:
    """One finding for a table that the other document lacks."""
    side = comparison.new if added else comparison.old
    figures = [figure for cell in table.cells for figure in side.figures_in(cell)]
    relation = Relation.ADDED if added else Relation.REMOVED
    shown = _row_quote(side.document, table.cells)
    return Finding(
        kind=Kind.ADDED if added else Kind.REMOVED,
        relation=relation,
        reason=because("table_added" if added else "table_removed"),
        old=None if added else shown,
        new=shown if added else None,
        section=side.document.section_path(table.block),
        figures=tuple(
            FigurePair(old=None if added else figure, new=figure if added else None, relation=relation)
            for figure in figures
        ),
        place=table.start if added else 0,
    )


def lone_tables(comparison: Comparison) -> Iterator[Finding]:
    """Findings for the tables that only one side has; between different documents they say nothing."""
    if comparison.basis is Basis.CROSS_DOCUMENT:
        return
    for index in comparison.alignment.only_new_tables:
        yield lone_table(comparison, comparison.new.document.tables[index], added=True)
    for index in comparison.alignment.only_old_tables:
        yield lone_table(comparison, comparison.old.document.tables[index], added=False)


def _row_quote(document: Document, cells: Sequence[Cell]) -> Quote | None:
    said = [cell for cell in cells if cell.text.strip()]
    if not said:
        return None
    parts = tuple(piece for cell in said for piece in pieces(cell))
    return Quote(
        text=_BETWEEN_CELLS.join(cell.text.strip() for cell in said),
        start=min(start for start, _ in parts),
        end=max(end for _, end in parts),
        parts=parts,
        page=document.page(parts[0][0]),
        boxes=document.boxes(parts),
    )


def _runs(comparison: Comparison, old: Quote | None, new: Quote | None) -> tuple[Run, ...]:
    language = comparison.new.document.language
    return runs(old.text if old else "", new.text if new else "", language=language)


def _section(comparison: Comparison, table: Table) -> tuple[str, ...]:
    path = comparison.new.document.section_path(table.block)
    return (*path, table.title) if table.title and table.title not in path else path
