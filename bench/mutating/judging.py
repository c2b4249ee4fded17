"""What came back of the edits of one document: found or missed, rightly named, loud enough; and what spoke unasked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bench.mutating.locating import Said, spans
from bench.mutating.mutation import Mark, Mutation
from diffing.change import Change, Diff, Quote, Relation, Severity
from diffing.document import Document, Pair

# Two spans of so many signs overlap by their words, not by a full stop.
_SAME = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What was told of one edit. `changes` are those that quote its passage."""

    mark: Mark
    changes: tuple[Change, ...]

    @property
    def loudest(self) -> Severity:
        """The severity of the loudest change, info where there is none."""
        return max((change.severity for change in self.changes), key=lambda level: level.rank, default=Severity.INFO)

    @property
    def found(self) -> bool:
        """Whether it was told; for a kind that need not be, whether nothing was told too loudly."""
        if self.mark.kind.most is not None:
            return self.mark.kind.most.at_least(self.loudest)
        wanted = Severity.INFO if self.mark.kind.least is Severity.INFO else Severity.LOW
        return any(change.severity.at_least(wanted) for change in self.changes)

    @property
    def named(self) -> bool:
        """Whether a change has a relation that counts as right, and, where one is wanted, no other speaks."""
        loud = [change for change in self.changes if change.severity is not Severity.INFO]
        right = any(change.relation in self.mark.kind.relations for change in self.changes)
        return right and not (self.mark.kind.alone and len(loud) > 1)

    @property
    def weighed(self) -> bool:
        """Whether it was told as loudly as it must be."""
        return self.loudest.at_least(self.mark.kind.least)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """The verdicts on all edits of a document, and the changes above info that quote none of them.

    A sum that no longer adds up in an edited table is none of these.
    """

    verdicts: tuple[Verdict, ...]
    unasked: tuple[Change, ...]


def judge(mutation: Mutation, old: Document, new: Document, diff: Diff) -> Judgement:
    """The judgement of `diff`, made of `old` and `new` as they were read back."""
    sides = Said(old, mutation.old), Said(new, mutation.new)
    places = [(mark, *spans(mark, *sides)) for mark in mutation.marks]
    verdicts = tuple(
        Verdict(mark=mark, changes=tuple(change for change in diff.changes if _quotes(change, before, after)))
        for mark, before, after in places
    )
    heard = {change.id for verdict in verdicts for change in verdict.changes}
    heard |= {
        change.id for change in diff.changes if _is_a_sum(change, new, [after for _, _, after in places if after])
    }
    loud = (change for change in diff.changes if change.severity is not Severity.INFO)
    return Judgement(verdicts=verdicts, unasked=tuple(change for change in loud if change.id not in heard))


def _quotes(change: Change, before: Pair | None, after: Pair | None) -> bool:
    return _overlaps(change.old, before) or _overlaps(change.new, after)


def _is_a_sum(change: Change, new: Document, edited: Sequence[Pair]) -> bool:
    """Whether a change tells that a sum of an edited table no longer adds up: that is so."""
    if change.relation is not Relation.FORMULA_BROKEN or change.new is None:
        return False
    own = [table for table in new.tables if table.start <= change.new.start < table.end]
    return any(table.start <= start < table.end for table in own for start, _ in edited)


def _overlaps(quote: Quote | None, span: Pair | None) -> bool:
    if quote is None or span is None:
        return False
    parts = quote.parts or ((quote.start, quote.end),)
    least = min(_SAME, span[1] - span[0], sum(end - start for start, end in parts))
    return sum(max(min(end, span[1]) - max(start, span[0]), 0) for start, end in parts) >= least
