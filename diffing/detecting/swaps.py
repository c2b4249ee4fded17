"""A name, bound or number put for another, a member that came into a list or left it, where nothing else differs.

会议选举[-丁福源-]{+欧阳澜+}先生为监事会主席      a name, because 先生 follows
purchases of juices, [-metals, -]PET and fuels     a member, because list marks stand around it
owns [-more than-]{+approximately+} 100 trademarks  a bound, because a number follows
前[-10-]{+18+}名股东                                a number, whatever it counts
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from diffing.change import Relation, Run, RunKind
from diffing.detecting.naming import NO_FIRM
from diffing.detecting.word_change import WordChange
from diffing.extracting.cues import cues
from diffing.extracting.lexicon import rows, words
from diffing.extracting.patterns import any_of
from diffing.extracting.qualifiers import senses
from diffing.keys import key

# What follows a Chinese name and says that it is one, perhaps after the rest of the name.
_AFTER_NAME = re.compile(
    r"^(?:(?![的按向将在比以和与及为是于对被由从不])[\u4e00-\u9fff（）()]){0,12}?(先生|女士|会计师事务所|律师事务所|有限公司|有限责任公司|集团|银行|证券)"
)
_BEFORE_NAME = re.compile(r"(?:\b(?:Mr|Ms|Mrs|Dr)\.? |\b[A-Z][\w.'&-]+,? )$")
_AFTER_LATIN = re.compile(r"^,? ?(?:Inc|Corp|Co|Ltd|Limited|LLC|LLP|plc|N\.V|S\.A)\b")
# What a company does with a figure of its own: Tern, Inc. reported revenue of $366 million.
_REPORTS = re.compile(
    r"^,? ?(?:Inc|Corp|Co|Ltd|Limited|LLC|LLP|plc|N\.V|S\.A)\b\.?,? "
    r"(?:reported|recorded|posted|generated|earned|achieved|delivered|had)\b[^.;]*\d"
)
_LATIN_NAME = re.compile(r"[A-Z][\w.'’&-]*(?:,? [A-Z&][\w.'’&-]*)*,?")
_HAN_NAME = re.compile(r"[\u4e00-\u9fff·]{2,12}")
_AUDITOR = ("会计师事务所", "LLP")
# Marks between the members of a list.
_MARK = re.compile(r"[、,，]|和|及|与|\band\b|\bor\b")
_MEMBER = 40


def swap_of(runs: Sequence[Run], *, reissued: bool) -> WordChange | None:
    """The name, list member, bound or number that is all that differs between two sentences, or None.

    A number alone counts where both are issues of one text, `reissued`: elsewhere numbers nobody understands move on.
    """
    differing = [at for at, run in enumerate(runs) if run.kind is not RunKind.EQUAL]
    if not differing:
        return None
    found = _name(runs, differing, reissued=reissued) or _member(runs, differing) or _bound(runs, differing)
    return found or (_number(runs, differing) if reissued else None)


def _name(runs: Sequence[Run], differing: Sequence[int], *, reissued: bool) -> WordChange | None:
    """One name against another: a deletion right before an insertion, both names by their look and their neighbours.

    Where the text was written anew, what a filer calls itself is no party, and a capital letter alone makes no name.
    """
    pair = [runs[at] for at in differing]
    if [run.kind for run in pair] != [RunKind.DELETE, RunKind.INSERT] or differing[1] != differing[0] + 1:
        return None
    before = runs[differing[0] - 1].text if differing[0] else ""
    after = runs[differing[1] + 1].text if differing[1] + 1 < len(runs) else ""
    old, new = (run.text.strip() for run in pair)
    if not _are_names(old, new, before, after) or not (reissued or _are_parties(old, new, before, after)):
        return None
    places = _places()
    if key(old).casefold() in places and key(new).casefold() in places:
        return WordChange(relation=Relation.SCOPE_CHANGED, code="claim_scope_changed", old=old, new=new)
    if _REPORTS.match(after):
        return WordChange(relation=Relation.ENTITY_CHANGED, code="claim_entity_changed", old=old, new=new)
    auditor = any(word in after[:_MEMBER] or word in new for word in _AUDITOR)
    code = "claim_auditor_changed" if auditor else "claim_party_changed"
    return WordChange(relation=Relation.PARTY_CHANGED, code=code, old=old, new=new)


@cache
def _places() -> frozenset[str]:
    """Regions and countries in which something may be sold or made."""
    return frozenset(row["word"] for row in rows("scopes") if row["dimension"] == "geography")


def _are_names(old: str, new: str, before: str, after: str) -> bool:
    if _HAN_NAME.fullmatch(old) and _HAN_NAME.fullmatch(new):
        said = {old, new} & NO_FIRM or any(cue.text == name for name in (old, new) for cue in cues(name, language="zh"))
        return _AFTER_NAME.match(after) is not None and not said
    latin = _LATIN_NAME.fullmatch(old) is not None and _LATIN_NAME.fullmatch(new) is not None
    # The first word of a sentence is capitalised whatever it is, behind a bullet too.
    inside = any(sign.isalpha() for sign in before) or bool(_BEFORE_NAME.search(before) or _AFTER_LATIN.match(after))
    return latin and inside and not _same_names(old, new)


def _are_parties(old: str, new: str, before: str, after: str) -> bool:
    """Whether two names are of somebody else: a title, a role or a legal form says so, and none is the filer itself."""
    if any(_ITSELF.fullmatch(key(name).casefold()) for name in (old, new)):
        return False
    if not old.isascii() or key(old).casefold() in _places():
        return True
    role = any(cue.kind == "role" and cue.end >= len(before.rstrip(" ,:")) for cue in cues(before, language="en"))
    formed = _AFTER_LATIN.match(after) or any(_FORMED.search(name) for name in (old, new))
    return role or bool(formed or _BEFORE_PARTY.search(before))


# What a filer calls itself, and whose that is: 本公司, 集团, the Company's.
_ITSELF = re.compile(
    rf"(?:{any_of(words('filer_words', language='zh'))}|银行)|(?:the )?(?:company|group|corporation|bank|trust|fund"
    r"|registrant|issuer|parent)(?:['’]s?)?"
)
_FORMED = re.compile(r"\b(?:Inc|Corp|Co|Ltd|Limited|LLC|LLP|plc|N\.V|S\.A)\b")
_BEFORE_PARTY = re.compile(r"\b(?:Mr|Ms|Mrs|Dr)\.? $|\b(?:with|by|from|auditor|counsel) $")


def _same_names(old: str, new: str) -> bool:
    """Whether two Latin names are one: by its letters, United States and U.S., reordered, or spelled otherwise."""
    words = [sorted(map(_spelled, re.findall(r"\w{2,}", text))) for text in (old, new)]
    initials = [re.sub(r"[^A-Z]", "", text) for text in (old, new)]
    short = min((old, new), key=len)
    return words[0] == words[1] or (initials[0] == initials[1] and re.fullmatch(r"(?:[A-Z]\.?)+,?", short) is not None)


def _spelled(word: str) -> str:
    """A word without its case, its plural, and what British and American English spell otherwise."""
    plain = re.sub(r"s$", "", re.sub(r"ies$", "y", word.casefold()))
    return re.sub(r"ence$", "ense", plain).replace("our", "or").replace("isation", "ization")


def _member(runs: Sequence[Run], differing: Sequence[int]) -> WordChange | None:
    """One member more or fewer: a run on one side only, with a list mark at its end, among other list marks."""
    if len(differing) != 1:
        return None
    run = runs[differing[0]]
    said = run.text.strip()
    around = "".join(other.text for other in runs if other.kind is RunKind.EQUAL)
    edged = _MARK.match(said) or re.search(r"(?:[、,，]|和|及|与|\band|\bor)$", said)
    name = _MARK.sub("", said).strip()
    named = bool(name) and len(name) <= _MEMBER and not any(sign.isdigit() for sign in key(name))
    if not edged or not named or not _MARK.search(around):
        return None
    gone = run.kind is RunKind.DELETE
    return WordChange(
        relation=Relation.LIST_CHANGED,
        code="claim_list_changed",
        old=name if gone else "—",
        new="—" if gone else name,
    )


# What may stand between a bound and its number: more [than a total of] 100.
_TO_NUMBER = re.compile(r"[^\d,.;，。；]{0,24}(?=\d)")
_FLOORS, _CEILINGS = {"at_least", "over"}, {"at_most", "under"}


def _bound(runs: Sequence[Run], differing: Sequence[int]) -> WordChange | None:
    """One bound for another before a number that is no figure of its own: more than 100 trademarks."""
    pair = [runs[at] for at in differing]
    if [run.kind for run in pair] != [RunKind.DELETE, RunKind.INSERT] or differing[1] + 1 >= len(runs):
        return None
    rest = _TO_NUMBER.match(runs[differing[1] + 1].text)
    if rest is None:
        return None
    old, new = (f"{run.text}{rest.group()}".strip() for run in pair)
    said = senses(old), senses(new)
    if not all(said) or said[0] == said[1]:
        return None
    turned = any(said[i] & _FLOORS and said[1 - i] & _CEILINGS for i in (0, 1))
    relation = Relation.BOUND_FLIPPED if turned else Relation.QUALIFIER_CHANGED
    return WordChange(relation=relation, code="claim_bound_changed", old=old, new=new)


_NUMBER = re.compile(r"[\d,.]*\d[\d,.]*[%％]?")
# What a number of reference follows: 附注五、3, Note 12, page 7, 第3号.
_REFERS = re.compile(
    r"(?:附注|注释|注|第|页|表|图|条款?|[一二三四五六七八九十]、"
    r"|\b(?:notes?|items?|pages?|exhibits?|sections?|part|article|table|chapter|no\.?))[ (（]*$",
    re.IGNORECASE,
)


def _number(runs: Sequence[Run], differing: Sequence[int]) -> WordChange | None:
    """One number for another where no figure was understood: 前[-10-]{+18+}名股东; a number of reference is none."""
    pair = [runs[at] for at in differing]
    before = runs[differing[0] - 1].text if differing[0] else ""
    if [run.kind for run in pair] != [RunKind.DELETE, RunKind.INSERT] or not before.strip() or _REFERS.search(before):
        return None
    old, new = (run.text.strip() for run in pair)
    if not (_NUMBER.fullmatch(old) and _NUMBER.fullmatch(new)):
        return None
    return WordChange(relation=Relation.VALUE_CHANGED, code="claim_number_changed", old=old, new=new)
