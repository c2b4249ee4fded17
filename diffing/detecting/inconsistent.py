"""What the new document says against itself and the old one did not: sums that broke, one measure told two ways."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

from diffing.change import Basis, FigurePair, Kind, Quote, Reason, Relation
from diffing.detecting.cells import row_quote, table_section
from diffing.detecting.comparison import Comparison
from diffing.detecting.figures import reason_for
from diffing.detecting.finding import Finding, quote
from diffing.detecting.texts import section
from diffing.document import Cell, Document, Sentence, Table
from diffing.figure import Figure
from diffing.keys import key
from diffing.reasons import because
from diffing.relating.contradicting import agreed_measures, contradictions, measure_of, parted
from diffing.relating.formulas import Broken, broken
from diffing.statements import Statements

# So many terms are named in a reason; a longer sum is told by its ends.
_MOST_TERMS = 3
_APART = " … "


def doubts(figures: Sequence[Figure]) -> Iterator[tuple[Figure, Reason]]:
    """Each figure of one document that does not fit its other figures, with the reason; formulas before copies."""
    yield from ((one.stated, _formula_reason(one)) for one in broken(figures))
    yield from ((second, _torn_reason(first, second)) for first, second in contradictions(figures))


def inconsistencies(comparison: Comparison) -> Iterator[Finding]:
    """Formulas and statements of the new document that do not fit together, where those of the old one did.

    Two different documents are not held against each other: neither followed from the other.
    """
    if comparison.basis is Basis.CROSS_DOCUMENT:
        return
    yield from _formulas(comparison)
    yield from _contradictions(comparison)


# ── formulas ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _formulas(comparison: Comparison) -> Iterator[Finding]:
    before = Counter(_rule(one) for one in broken(comparison.old.figures))
    for one in broken(comparison.new.figures):
        before[_rule(one)] -= 1
        if before[_rule(one)] < 0:
            yield _finding(comparison, (one.stated,), _formula_reason(one), Relation.FORMULA_BROKEN)


def _rule(one: Broken) -> tuple[object, ...]:
    """What a formula is known by in another document: what is stated, of which row."""
    labels = one.stated.table.row_header if one.stated.table else ()
    return one.rule, key(one.stated.metric), tuple(map(key, labels))


def _formula_reason(one: Broken) -> Reason:
    scale = one.stated.scale if one.rule == "sum" else 0
    ends = (_printed(end, scale, one.stated) for end in (one.low, one.high))
    return because(
        "figure_formula_broken", metric=one.stated.metric or "total", new=one.stated.text,
        terms=_terms(one.terms), allowed="–".join(dict.fromkeys(ends)),
    )  # fmt: skip


def _printed(value: Decimal, scale: int, stated: Figure) -> str:
    """A value as the stated figure is printed: in its scale, with as many places."""
    places = max(0, scale + stated.decimals) if scale else max(0, stated.decimals)
    return f"{value.scaleb(-scale):,.{places}f}"


def _terms(terms: Sequence[Figure]) -> str:
    texts = [term.text for term in terms]
    return ", ".join(texts if len(texts) <= _MOST_TERMS else [*texts[:2], "…", texts[-1]])


# ── one measure, two values ──────────────────────────────────────────────────────────────────────────────────────────


def _contradictions(comparison: Comparison) -> Iterator[Finding]:
    for first, second in _torn(comparison):
        yield _finding(comparison, (second, first), _torn_reason(first, second), Relation.SELF_CONTRADICTION)


def _torn_reason(first: Figure, second: Figure) -> Reason:
    return reason_for(FigurePair(old=first, new=second, relation=Relation.SELF_CONTRADICTION))


def _torn(comparison: Comparison) -> Iterator[tuple[Figure, Figure]]:
    """Pairs of the new document that disagree, where the old one says the same more than once and always alike."""
    old, new = comparison.old.figures, comparison.new.figures
    if comparison.basis is Basis.AMENDMENT:
        yield from parted(old, new)
        return
    alike = agreed_measures(old)
    yield from (pair for pair in contradictions(new) if measure_of(pair[0]) in alike)


def _finding(comparison: Comparison, told: Sequence[Figure], reason: Reason, relation: Relation) -> Finding:
    """What the first of the figures says, quoted with the others; all stand in the new document."""
    document, figure = comparison.new.document, told[0]
    passage, table = comparison.new.passage_of(figure), _table_of(document, figure)
    where = table_section(comparison, table) if table else ()
    return Finding(
        kind=Kind.FIGURE_CHANGED,
        relation=relation,
        reason=reason,
        old=None,
        new=_together([_quoted(comparison.new, one) for one in told]),
        section=section(document, passage) if isinstance(passage, Sentence) else where,
        figures=tuple(FigurePair(old=None, new=one, relation=relation) for one in told),
        confidence=min(one.confidence for one in told),
        place=figure.start,
    )


def _table_of(document: Document, figure: Figure) -> Table | None:
    return next((one for one in document.tables if one.start <= figure.start < one.end), None)


def _quoted(stated: Statements, figure: Figure) -> Quote:
    """The row of a cell, or the sentence that says it."""
    passage, table = stated.passage_of(figure), _table_of(stated.document, figure)
    if table is None or not isinstance(passage, Cell):
        said = quote(stated.document, [passage])
    else:
        said = row_quote(stated.document, [cell for cell in table.cells if cell.row == passage.row])
    assert said is not None
    return said


def _together(quotes: Sequence[Quote]) -> Quote:
    """Several places of one document as one quote, in the order of the document."""
    if len(quotes) == 1:
        return quotes[0]
    ordered = sorted(quotes, key=lambda one: one.start)
    return Quote(
        text=_APART.join(one.text for one in ordered),
        start=ordered[0].start,
        end=max(one.end for one in ordered),
        parts=tuple(part for one in ordered for part in one.parts or ((one.start, one.end),)),
        page=ordered[0].page,
        boxes=tuple(box for one in ordered for box in one.boxes),
    )
