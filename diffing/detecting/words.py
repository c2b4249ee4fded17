"""Changed words that assert something, found clause by clause: each against the clause it became.

A 不 in a clause that was added is so not taken for the denial of another one. What the figures of the link already
explain (another period, another comparison) is not told a second time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from diffing.change import Basis, Kind, Relation
from diffing.detecting.clauses import ClausePair, differing_clauses
from diffing.detecting.comparison import Comparison
from diffing.detecting.cueing import comparison_changes, condition_changes, cue_changes, looks_ahead
from diffing.detecting.finding import Finding, joined, quote
from diffing.detecting.lookalikes import only_lookalikes
from diffing.detecting.met import LinkMet, wording_of
from diffing.detecting.naming import (
    attribution_changes,
    identifier_changes,
    list_changes,
    names_firm,
    party_changes,
)
from diffing.detecting.texts import section
from diffing.detecting.times import date_changes
from diffing.detecting.withdrawing import withdrawal
from diffing.detecting.word_change import WordChange
from diffing.extracting.dating import report_of
from diffing.keys import key
from diffing.reasons import because

_OF_TIME = {Relation.NEW_PERIOD, Relation.PERIOD_MOVED, Relation.PERIOD_BASIS_CHANGED, Relation.COMPARATIVE_CHANGED}
_OF_MEASURE = {Relation.METRIC_CHANGED, Relation.SCOPE_CHANGED, Relation.ENTITY_CHANGED}
# relation of words: relations of figures in the same link that explain it.
_EXPLAINED: dict[Relation, set[Relation]] = {
    Relation.DATE_SHIFTED: _OF_TIME,
    Relation.SCOPE_CHANGED: _OF_MEASURE,
    Relation.MODALITY_CHANGED: {Relation.GUIDANCE_CHANGED, Relation.NEW_PERIOD},
    Relation.LIST_CHANGED: {*_OF_MEASURE, *_OF_TIME, Relation.DATE_SHIFTED},
}


def word_findings(comparison: Comparison, met: LinkMet, found: Sequence[Finding]) -> list[Finding]:
    """One finding for each relation between the words of a link; `found` are those of its figures."""
    told = {finding.relation for finding in found}
    changes: dict[Relation, WordChange] = {}
    withdrawn = withdrawal(joined(met.old), joined(met.new))
    for change in (*([withdrawn] if withdrawn else []), *link_changes(comparison, joined(met.old), joined(met.new))):
        explained = _EXPLAINED.get(change.relation, set()) & (told | changes.keys())
        if change.relation not in told and not explained:
            changes.setdefault(change.relation, change)
    return [_finding(comparison, met, change) for change in changes.values()]


def link_changes(comparison: Comparison, old: str, new: str) -> Iterator[WordChange]:
    """What the words of two corresponding texts have become, clause by clause."""
    language = comparison.new.document.language
    for pair in differing_clauses(old, new, language=language, settings=comparison.settings):
        if pair.old and pair.new:
            changes = clause_changes(comparison, pair)
            yield from (change for change in changes if not _stands_elsewhere(comparison, change, old, new))
        else:
            yield from condition_changes(pair, language=language, ahead=looks_ahead(new, language=language))
            yield from attribution_changes(pair)


# Words that weigh or name a status do so for their sentence, in whichever clause of it they stand.
_OF_A_SENTENCE = {Relation.HEDGE_CHANGED, Relation.RANKING_CHANGED, Relation.AUDIT_STATUS_CHANGED}
_NOTHING = "—"


def _stands_elsewhere(comparison: Comparison, change: WordChange, old: str, new: str) -> bool:
    """Whether a word that one clause has and the other lacks stands as often in the other sentence, written anew."""
    if comparison.basis is Basis.AMENDMENT:
        return False
    if change.relation is Relation.PARTY_CHANGED:
        return _names_all(old, change.new) and _names_all(new, change.old)
    if change.relation not in _OF_A_SENTENCE or _NOTHING not in (change.old, change.new):
        return False
    word = change.new if change.old == _NOTHING else change.old
    return old.count(word) == new.count(word)


# 华润 集团 有限公司 is 华润（集团）有限公司: how a name is set says nothing.
_SET = re.compile(r"[\s()（）]")


def _names_all(text: str, names: str) -> bool:
    """Whether a sentence names all of some names."""
    said = _SET.sub("", text)
    return all(_SET.sub("", name) in said for name in names.split(", "))


def clause_changes(comparison: Comparison, pair: ClausePair) -> Iterator[WordChange]:
    """What the words of one pair of clauses have become."""
    language = comparison.new.document.language
    if _bare(pair.old) == _bare(pair.new):
        return
    if only_lookalikes(pair.old, pair.new):
        yield WordChange(relation=Relation.OCR_SUSPECT, code="claim_ocr_suspect", old=pair.old, new=pair.new)
        return
    yield from cue_changes(pair, language=language, sure=comparison.settings.clause_certainty(comparison.basis))
    yield from comparison_changes(pair)
    yield from date_changes(pair, comparison)
    yield from party_changes(pair, language=language, known=_known(comparison))
    yield from list_changes(pair)
    yield from attribution_changes(pair)
    yield from identifier_changes(pair)


def _known(comparison: Comparison) -> tuple[str, str]:
    """What both documents say at all; of one text issued twice nothing, as two names that changed places are news."""
    if comparison.basis is not Basis.NEXT_PERIOD:
        return "", ""
    return comparison.old.document.text, comparison.new.document.text


def _bare(clause: str) -> str:
    """A clause without its spaces: N/ANot applicable says what N/A Not applicable says."""
    return key(clause).replace(" ", "")


# A sentence of a periodic report less alike than this tells of another deal, whoever takes part in it.
_SAME_SENTENCE = 0.8


def _code(comparison: Comparison, met: LinkMet, change: WordChange) -> str:
    """The reason of a change; last year's purchase and this year's are no change of who takes part."""
    periodic = all(report_of(side.document) is not None for side in (comparison.old, comparison.new))
    anew = comparison.basis is Basis.NEXT_PERIOD and periodic and met.likeness < _SAME_SENTENCE
    firms = change.code == "claim_party_changed" and names_firm(change.old) and names_firm(change.new)
    return "claim_other_deal" if anew and firms else change.code


def _finding(comparison: Comparison, met: LinkMet, change: WordChange) -> Finding:
    document = comparison.new.document
    return Finding(
        kind=Kind.CLAIM_CHANGED,
        relation=change.relation,
        reason=because(_code(comparison, met, change), old=change.old, new=change.new),
        old=quote(comparison.old.document, met.old),
        new=quote(document, met.new),
        section=section(document, met.new[0]),
        wording=wording_of(comparison, met),
        confidence=met.likeness,
        place=met.new[0].start,
    )
