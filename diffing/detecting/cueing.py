"""Cues that came, went or changed inside one pair of clauses: denials, hedges, ranks, firmness, audit words.

Cues count by what they say, not by how they are spelled: 预计 and 预期 are one, 已 and 已完成 are one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache

from diffing.change import Relation
from diffing.detecting.clauses import ClausePair
from diffing.detecting.word_change import WordChange
from diffing.extracting.cues import FoundCue, cues
from diffing.extracting.lexicon import column
from diffing.extracting.patterns import any_of, whole_words
from diffing.keys import fold, key

# kind of cue: (the relation it makes, whether a cue that only came or only went makes it too).
_RELATIONS: dict[str, tuple[Relation, bool]] = {
    "audit": (Relation.AUDIT_STATUS_CHANGED, True),
    "withdrawal": (Relation.GUIDANCE_WITHDRAWN, True),
    "negation": (Relation.NEGATION_FLIPPED, True),
    "modality": (Relation.MODALITY_CHANGED, False),
    "hedge": (Relation.HEDGE_CHANGED, True),
    "ranking": (Relation.RANKING_CHANGED, True),
    "scope": (Relation.SCOPE_CHANGED, False),
    "constant_currency": (Relation.COMPARISON_BASIS_CHANGED, True),
    "attribution": (Relation.ATTRIBUTION_CHANGED, False),
}
_NOTHING = "—"
_CONDITION = "conditional"
_AHEAD = {"will", "expect", "plan", "aim", "promise"}
# A cue that took the place of another needs less likeness around it than one that stands alone.
_EXCHANGED = 0.35
# Reasons of cues that stand on one side only: naming the word says more than "nothing → 自研".
_ONE_SIDED = {
    "claim_ranking_changed": "claim_rank",
    "claim_hedge_changed": "claim_hedge",
    "claim_negation_flipped": "claim_denial",
    "claim_modality_changed": "claim_firmness",
}
# 可能, may: what was said as a fact is said as a chance, whatever firmness the other side leaves unsaid.
_CHANCE = "may"


def cue_changes(pair: ClausePair, *, language: str, sure: float) -> Iterator[WordChange]:
    """What the cues of a pair of clauses have become, gravest kind first.

    A cue that only came or only went counts where the rest of the clause is as like as `sure` says: elsewhere the
    clause is another one, not the same one hedged.
    """
    old, new = _by_kind(pair.old, language), _by_kind(pair.new, language)
    for kind, (relation, one_side) in _RELATIONS.items():
        if kind == "negation":
            old[kind], new[kind] = _of_now(old[kind], pair.old, pair.new), _of_now(new[kind], pair.new, pair.old)
        gone, come = _without(old[kind], new[kind]), _without(new[kind], old[kind])
        ranked = bool(old["ranking"] and new["ranking"])
        alone = (one_side or (ranked and kind == "scope")) and pair.likeness >= sure
        if kind == "negation" and not (gone and come):
            gone, come = _unlike(gone, pair.old, pair.new), _unlike(come, pair.new, pair.old)
            alone = alone and any(_head(cue, pair) for cue in (*gone, *come))
        if kind == "modality":
            alone = any(cue.sense == _CHANCE for cue in (*gone, *come)) and pair.likeness >= sure
        if (gone and come and pair.likeness >= sure - _EXCHANGED) or (alone and (gone or come)):
            guides = bool(old["guidance"] or new["guidance"])
            yield _change(kind, relation, gone, come, ranked=ranked, guides=guides)


# （2010年：无） beside this year's amount: what was of another year, in brackets.
_ASIDE = re.compile(r"[(（][^()（）]*?((?:19|20)\d\d|[一二][〇○零一二三四五六七八九]{3}(?=年))[^()（）]*[)）]")


def _of_now(denials: Sequence[FoundCue], text: str, other: str) -> list[FoundCue]:
    """The denials of a text without those in brackets that tell of a year which the other text does not name."""
    asides = [found.span() for found in _ASIDE.finditer(text) if found.group(1) not in other]
    return [cue for cue in denials if not any(start < cue.start < end for start, end in asides)]


# 期末履行 is 期未履行 with a wrong sign: the denial has neither come nor gone.
_MISPRINTED = str.maketrans("未", "末")


def _unlike(denials: Sequence[FoundCue], text: str, other: str) -> list[FoundCue]:
    """The denials of a text that the other does not print, between the same signs, with a sign that looks alike."""
    return [cue for cue in denials if "未" not in cue.text or not _is_misprinted(cue, text, other)]


def _is_misprinted(cue: FoundCue, text: str, other: str) -> bool:
    around = text[max(0, cue.start - 1) : cue.start], text[cue.end : cue.end + 1]
    return cue.text.translate(_MISPRINTED).join(around) in other


# Characters after a denial that say what is denied.
_HEAD = 2


def _head(cue: FoundCue, pair: ClausePair) -> bool:
    """Whether what a cue denies on its side is said on the other side too."""
    for text, other in ((pair.old, pair.new), (pair.new, pair.old)):
        if text[cue.start : cue.end] == cue.text:
            denied = key(text[cue.end :])[:_HEAD].strip()
            return not denied or denied in key(other)
    return False


def comparison_changes(pair: ClausePair) -> Iterator[WordChange]:
    """What growth is measured against in a pair of clauses: 同比 → 环比, prior year → prior quarter."""
    old, new = (_compared(text) for text in (pair.old, pair.new))
    if old and new and not old.keys() & new.keys():
        yield WordChange(
            relation=Relation.COMPARISON_BASIS_CHANGED,
            code="claim_comparison_basis_changed",
            old=", ".join(old.values()),
            new=", ".join(new.values()),
        )


def _compared(text: str) -> dict[str, str]:
    types = column("comparisons", "type")
    found = (match.group() for match in _comparisons().finditer(fold(text)))
    return {types[word.casefold()]: word for word in found if types[word.casefold()] != "vs_other"}


@cache
def _comparisons() -> re.Pattern[str]:
    listed = column("comparisons", "type")
    latin = [word for word in listed if word.isascii()]
    return re.compile(rf"{any_of(set(listed) - set(latin))}|{whole_words(latin)}", re.IGNORECASE)


def looks_ahead(text: str, *, language: str) -> bool:
    """Whether a text speaks of what is to come: 预计, 计划, 承诺, expect, intend."""
    return any(cue.kind == "modality" and cue.sense in _AHEAD for cue in cues(text, language=language))


def condition_changes(pair: ClausePair, *, language: str, ahead: bool) -> Iterator[WordChange]:
    """A condition that stands in a clause of its own on one side: 在客户具备安装条件的前提下, contingent on approval.

    `ahead` says that the sentence speaks of what is to come, which then hangs on the condition.
    """
    old, new = (
        [cue for cue in cues(text, language=language) if cue.sense == _CONDITION] for text in (pair.old, pair.new)
    )
    if old or new:
        code = "claim_hedge_gone" if old else "claim_expectation_hedged" if ahead else "claim_hedge_come"
        yield WordChange(relation=Relation.HEDGE_CHANGED, code=code, old=_said(old), new=_said(new))


def _change(
    kind: str,
    relation: Relation,
    gone: Sequence[FoundCue],
    come: Sequence[FoundCue],
    *,
    ranked: bool,
    guides: bool,
) -> WordChange:
    code = f"claim_{relation}"
    if any(_denies(a, b) or _denies(b, a) for a in gone for b in come):
        relation, code = Relation.NEGATION_FLIPPED, "claim_negation_flipped"
    if relation is Relation.SCOPE_CHANGED and ranked:
        relation, code = Relation.RANKING_CHANGED, "claim_ranking_changed"
    if relation is Relation.HEDGE_CHANGED and "grave" in {cue.sense for cue in (*gone, *come)}:
        code = "claim_grave_hedge_changed"
    if kind == "withdrawal" and not (guides and any(cue.sense == "withdrawn" for cue in come)):
        relation, code = Relation.MODALITY_CHANGED, "claim_modality_changed"
    if code in _ONE_SIDED and not (gone and come):
        code = f"{_ONE_SIDED[code]}_{'gone' if gone else 'come'}"
    return WordChange(relation=relation, code=code, old=_said(gone), new=_said(come))


def _denies(a: FoundCue, b: FoundCue) -> bool:
    """Whether one cue is the other one denied: not material, material."""
    return a.text.casefold() in {f"{denial}{b.text.casefold()}" for denial in _DENIALS}


_DENIALS = ("not ", "no ", "不", "无", "非")


def _by_kind(text: str, language: str) -> defaultdict[str, list[FoundCue]]:
    found: defaultdict[str, list[FoundCue]] = defaultdict(list)
    for cue in cues(text, language=language):
        found[cue.kind].append(cue)
    return found


def _without(cues_of_one: Sequence[FoundCue], cues_of_other: Sequence[FoundCue]) -> list[FoundCue]:
    """The cues of one side whose sense the other side does not have as often."""
    left = list(cues_of_other)
    alone = list(cues_of_one)
    # First those of one word: of 非上市股权没有报价 and 股权没有报价 it is 非 that stands alone.
    for same in (_one_word, _one_sense):
        for cue in tuple(alone):
            partner = next((other for other in left if same(cue, other)), None)
            if partner is not None:
                left.remove(partner)
                alone.remove(cue)
    return alone


def _one_word(a: FoundCue, b: FoundCue) -> bool:
    return a.text.casefold() == b.text.casefold()


def _one_sense(a: FoundCue, b: FoundCue) -> bool:
    return a.sense == b.sense


def _said(found: Sequence[FoundCue]) -> str:
    return ", ".join(dict.fromkeys(cue.text for cue in found)) or _NOTHING
