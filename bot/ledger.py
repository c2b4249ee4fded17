"""What a filer has stated: every figure and claim of every version, as entries that can be found again.

    figure ──► filer · measure · scope · period ──► what the same filer said of it, in whatever filing

`measure` is the concept, or the words, that a figure measures; `scope` how it is cut: level or change, against what, by
which region or basis. Figures of one measure, scope and period are what may contradict each other.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import MISSING, dataclass, fields
from typing import Any

from bot.covers import Cover
from bot.versions import Version, same_filer
from diffing.claim import Claim
from diffing.figure import Figure, Role
from diffing.keys import key
from diffing.serialising import decimal_string, to_json

# An entry is found by so many characters of what it measures or says; longer names are pieces of text that was misread.
_LONGEST = 200
# Where a figure stands on its page is asked of the document; a ledger of millions does not repeat it.
_NOT_KEPT = frozenset({"boxes", "parts", "start", "end"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One figure or claim as it is stored. `body` is the value as JSON, without what is at its default.

    Of a claim `measure` is its type, and `value` 1, or -1 where it is denied.
    """

    kind: str
    place: int
    measure: str
    scope: str
    period: str
    unit: str
    value: str
    text: str
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What reading one filing found: what it says it is, and what it states."""

    cover: Cover
    entries: tuple[Entry, ...] = ()


def entries_of(figures: Sequence[Figure], claims: Sequence[Claim]) -> tuple[Entry, ...]:
    """The entries of what one document states."""
    return (*(_of_figure(figure) for figure in figures), *(_of_claim(claim) for claim in claims))


def measures_of(words: str) -> tuple[str, ...]:
    """What the ledger may call a measure that a person names: the concept of such words, and the words themselves."""
    from diffing.extracting.metrics import named

    called = (words.strip(), key(words), named(words, whole=True).concept)
    return tuple(dict.fromkeys(name[:_LONGEST] for name in called if name))


def binding(new: Version, stored: Sequence[Version], compared: Sequence[Version]) -> list[int]:
    """The versions whose figures a new one is held against: what the filer said before and has not replaced since.

    Not those it is compared with anyway, and no other issue of the same document, earlier or later.
    """
    issues = {old.issue for old in (new, *compared) if None not in old.issue}
    others = {old.id for old in (new, *compared)}
    said = [old for old in stored if old.id not in others and old.issue not in issues and _binds(old, new)]
    newest: dict[object, Version] = {}
    for old in sorted(said, key=lambda version: version.age):
        newest[old.id if None in old.issue else (old.issue, old.cover.language, old.cover.complete)] = old
    return sorted(version.id for version in newest.values())


def _binds(old: Version, new: Version) -> bool:
    known = old.published and new.published
    later = old.published > new.published if known else old.id > new.id  # type: ignore[operator]  # both are there
    return not later and not old.cover.notice and old.cover.rank >= 0 and same_filer(old, new)


def _of_figure(figure: Figure) -> Entry:
    compared = figure.comparison.type if figure.role is Role.CHANGE and figure.comparison else ""
    cut = sorted(f"{name}={key(value)}" for name, value in figure.dimensions)
    return Entry(
        kind="figure",
        place=figure.start,
        measure=(figure.concept or key(figure.metric))[:_LONGEST],
        scope="|".join((str(figure.role), compared, figure.basis, *cut))[:_LONGEST],
        period=str(figure.period or ""),
        unit=figure.unit or "",
        value=decimal_string(figure.value),
        text=figure.text,
        body=_body(figure),
    )


def _of_claim(claim: Claim) -> Entry:
    return Entry(
        kind="claim",
        place=claim.start,
        measure=str(claim.type),
        scope=key(claim.entity)[:_LONGEST],
        period=str(claim.dates[0]) if claim.dates else "",
        unit="",
        value=str(claim.polarity),
        text=claim.text,
        body=_body(claim),
    )


# The fields that are kept, with their defaults.
_FIELDS: dict[type, tuple[tuple[str, Any], ...]] = {
    kind: tuple((one.name, one.default) for one in fields(kind) if one.name not in _NOT_KEPT or one.default is MISSING)
    for kind in (Figure, Claim)
}


def _body(value: Figure | Claim) -> str:
    kept = ((name, default, getattr(value, name)) for name, default in _FIELDS[type(value)])
    said = {name: to_json(one) for name, default, one in kept if one != default}
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))
