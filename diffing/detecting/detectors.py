"""Every detector, in the order they are asked, and what becomes of what they find.

    links         figures and words that changed inside linked sentences
    clauses       figures that changed in a clause told inside another sentence
    tables        rows, cells and whole tables
    moves         the same words in another place
    alone         figures and sentences that only one side has
    earlier       figures that contradict what was stated in other documents
    inconsistent  sums and statements of the new document that no longer fit together

What a basis leaves untold is counted by the name of its rule.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from diffing.change import Basis, FigurePair, Kind, Relation
from diffing.correcting import NOTICE, without_label
from diffing.detecting.accounting import accounted
from diffing.detecting.alone import lone_sentences
from diffing.detecting.comparison import Comparison
from diffing.detecting.earlier import earlier_findings
from diffing.detecting.elsewhere import know
from diffing.detecting.figures import SILENT
from diffing.detecting.finding import Finding
from diffing.detecting.heads import UnitHeads
from diffing.detecting.inconsistent import inconsistencies
from diffing.detecting.links import clause_findings, link_findings
from diffing.detecting.lone_tables import lone_tables
from diffing.detecting.merging import merged
from diffing.detecting.met import LinkMet, meet_clauses, meet_links
from diffing.detecting.presence import Presence
from diffing.detecting.rows import table_findings
from diffing.detecting.tables import TableMet, meet_tables
from diffing.detecting.texts import moves
from diffing.document import BlockKind, Document, Pair
from diffing.extracting import declarations
from diffing.keys import key

# What is never told, on any basis.
_ALWAYS: dict[Kind | Relation, str] = {
    Relation.FORMAT_ONLY: "printed in another way",
    Relation.PAGE_ARTIFACT: "page furniture, numbering and dates of signing",
}
# What a basis leaves untold, and the name under which it is counted.
_UNTOLD: dict[Basis, dict[Kind | Relation, str]] = {
    Basis.CROSS_DOCUMENT: {
        Kind.MOVED: "moved between different documents",
        Kind.REWORDED: "reworded between different documents",
        Relation.CLAIM_NEW: "said only here, and no figure in it",
        Relation.LIST_CHANGED: "open lists of different documents",
    },
    Basis.NEXT_PERIOD: {Kind.MOVED: "moved between periods"},
    Basis.AMENDMENT: {},
    Basis.AUTO: {},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What is to be told, and counts of what is not. `agreements` are the figures both sides state alike."""

    told: tuple[Finding, ...]
    hidden: tuple[tuple[str, int], ...]
    agreements: tuple[FigurePair, ...]
    unchanged_sentences: int
    unchanged_figures: int


def find(comparison: Comparison) -> Found:
    """Everything the detectors find in one comparison."""
    links, clauses, tables = meet_links(comparison), meet_clauses(comparison), meet_tables(comparison)
    presence = Presence(comparison)
    heads = UnitHeads(tables)
    asked = _ask(comparison, links, clauses, tables, presence)
    findings = merged(presence.settle(heads.settle(finding)) for finding in asked)
    findings = accounted(comparison, presence, findings)
    corrected = _corrected(comparison.new.document)
    rules = [_contents(comparison, finding) or _untold(comparison.basis, finding, corrected) for finding in findings]
    agreements = tuple(_agreements(comparison, links, clauses, tables))
    identical = [link for link in comparison.alignment.links if link.identical]
    return Found(
        told=tuple(finding for finding, rule in zip(findings, rules, strict=True) if rule is None),
        hidden=tuple(sorted(Counter(rule for rule in rules if rule is not None).items())),
        agreements=agreements,
        unchanged_sentences=sum(len(link.new) for link in identical),
        unchanged_figures=len(agreements) + sum(met.unchanged for met in tables),
    )


def _ask(
    comparison: Comparison,
    links: Sequence[LinkMet],
    clauses: Sequence[LinkMet],
    tables: Sequence[TableMet],
    presence: Presence,
) -> Iterator[Finding]:
    known = know(comparison)
    for met in links:
        yield from link_findings(comparison, met, known)
    for met in clauses:
        yield from clause_findings(comparison, met)
    for table in tables:
        settle = (
            presence.settle_doubtful if table.reshaped else presence.settle_recut if table.recut else presence.settle
        )
        yield from map(settle, table_findings(comparison, table))
    yield from lone_tables(comparison, presence)
    yield from moves(comparison)
    yield from lone_sentences(comparison, clauses, known)
    yield from earlier_findings(comparison, known)
    yield from inconsistencies(comparison)


def _contents(comparison: Comparison, finding: Finding) -> str | None:
    """The rule that leaves tables of contents untold: page numbers and dots, told again by what they point to."""
    sides = ((comparison.old, finding.old), (comparison.new, finding.new))
    listed = (_lists(side.document, quote.start) for side, quote in sides if quote is not None)
    return "tables of contents" if all(listed) else None


def _lists(document: Document, offset: int) -> bool:
    at = bisect_right(document.blocks, offset, key=lambda block: block.start) - 1
    return at >= 0 and document.blocks[at].kind is BlockKind.CONTENTS


def _untold(basis: Basis, finding: Finding, corrected: Sequence[Pair]) -> str | None:
    rules = _ALWAYS if _is_declared(finding, corrected) else {**_ALWAYS, **_UNTOLD[basis]}
    return rules.get(finding.relation) or rules.get(finding.kind)


def _is_declared(finding: Finding, corrected: Sequence[Pair]) -> bool:
    """Whether a notice declares these words; its own label in front of them says nothing."""
    old, new = finding.old, finding.new
    if old is None or new is None or not any(first <= new.start < last for first, last in corrected):
        return False
    return key(without_label(new.text)) != key(old.text)


def _corrected(document: Document) -> tuple[Pair, ...]:
    """Where a notice says how it should read: held against what it corrects, no word of it is another document's."""
    if document.form != NOTICE:
        return ()
    return tuple((declared.start, declared.end) for declared in declarations(document))


def _agreements(
    comparison: Comparison, links: Sequence[LinkMet], clauses: Sequence[LinkMet], tables: Sequence[TableMet]
) -> Iterator[FigurePair]:
    for link in comparison.alignment.links:
        if link.identical:
            old = (f for i in link.old for f in comparison.old.figures_in(comparison.old.document.sentences[i]))
            new = (f for i in link.new for f in comparison.new.figures_in(comparison.new.document.sentences[i]))
            for a, b in zip(old, new, strict=False):
                yield FigurePair(old=a, new=b, relation=Relation.IDENTICAL)
    paired = [met.paired for met in (*links, *clauses)] + [row.paired for table in tables for row in table.rows]
    yield from (pair for one in paired for pair in one.pairs if pair.relation in SILENT)
