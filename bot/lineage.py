"""Which stored versions a new one is compared with, on what basis, and why.

The first rule that finds something decides. None of them guesses: where two versions would do equally well, both are
named and nothing is compared. Never across filers, across languages, or between a full text and a summary.
A notice is no version: it goes with the re-issue it announces, and is held against what it names until that comes.

    replaced      the same file or address has other contents
    revision      marked as revised: the newest earlier issue of the same form and period
    same period   the same form and period, unmarked: an earlier issue of it
    next period   the same form, one year earlier; the nearest earlier one when that is missing
    same name     no form is known: the same name without its marker
    series        an announcement of a running matter: the last one of its series
    figures       a record or a work report: the last report that states the filer's figures, as another document
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from bot.series import SERIAL, series_of
from bot.versions import (
    Version,
    came_before,
    comparable,
    newest,
    period_end,
    published_after,
    years_apart,
)
from diffing.change import Basis, Reason
from watchers.titles import NOTICES, ONCE_A_PERIOD, PERIODIC, same_title

# A correction notice and the re-issue it announces come the same day; a month bridges late ones and time zones.
_NOTICE_WITHIN = timedelta(days=31)
# Reports about a filer's figures that are not the periodic report itself, and repeat them.
REPEATS_FIGURES = ("ir_record", "work_report", "board_report")
# Notices that say what another document should have said; a reply to an inquiry explains it.
_CORRECTS = NOTICES - {"inquiry_reply"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """One version to compare a new one with, what the two are to each other, and why."""

    old: Version
    basis: Basis
    reason: Reason
    notices: tuple[Version, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What to do about a new version. Without comparisons, `reason` says why there are none.

    `candidates` are the versions that would do equally well, when that is the reason; `told` says whether people are
    to hear of the new version even when no comparison finds anything to tell, and of which reason then.
    """

    comparisons: tuple[Comparison, ...] = ()
    reason: Reason | None = None
    candidates: tuple[Version, ...] = ()
    told: bool = False


def plan(new: Version, stored: Sequence[Version]) -> Plan:
    """What `new` is compared with, of all that is stored of its filer."""
    if new.cover.notice:
        return _plan_notice(new, stored)
    if new.cover.rank < 0:
        return Plan(reason=_because("lineage_listed_again", marker=new.cover.revision))
    candidates = [old for old in stored if comparable(old, new)]
    for rule in _RULES:
        found = rule(new, candidates)
        if found is None:
            continue
        if not isinstance(found, Comparison):
            return Plan(reason=_because("lineage_ambiguous"), candidates=tuple(found), told=True)
        first = _with_notices(found, new, stored)
        return Plan(comparisons=(first, *_figures_repeated(new, candidates, first.old)))
    return Plan(reason=_because("lineage_none"), told=True)


def may_precede(old: Version, new: Version) -> bool:
    """Whether `old` may be what `new` is to be compared with: asked of many before the rules are tried on a few."""
    if not comparable(old, new) or published_after(old, new):
        return False
    if old.cover.form == new.cover.form and (years_apart(old, new) > 0 or came_before(old, new)):
        return True
    return new.cover.form in REPEATS_FIGURES and old.cover.form in PERIODIC | set(REPEATS_FIGURES)


def announces(notice: Version, version: Version) -> bool:
    """Whether a notice may be about this re-issue: asked of many before the rules are tried on a few."""
    return not version.cover.notice and _announces(notice, version, version)


def noticed(made: Comparison) -> Comparison:
    """A comparison that was made before, and is made again since a notice has come."""
    values = {"old": made.old.cover.title, "notice": ", ".join(notice.cover.title for notice in made.notices)}
    return replace(made, reason=_because("lineage_noticed", **values))


def _plan_notice(new: Version, stored: Sequence[Version]) -> Plan:
    """A notice waits for its re-issue; while there is none, what it says is held against the document it names."""
    about = ", ".join(new.cover.names) or new.cover.about or ""
    reissued = any(old.cover.rank > 0 and _announces(new, old, old) for old in stored)
    found = None if reissued else _compared(newest(_corrected(new, stored)), *_NOTICE_ALONE, new)
    if found is None:
        return Plan(reason=_because("lineage_notice", about=about), told=not reissued)
    if not isinstance(found, Comparison):
        return Plan(reason=_because("lineage_ambiguous"), candidates=tuple(found), told=True)
    return Plan(comparisons=(found,), reason=_because("lineage_notice_quiet", old=found.old.cover.title), told=True)


def _corrected(notice: Version, stored: Sequence[Version]) -> list[Version]:
    """The versions that a notice names: by their title, or else by its form and period."""
    if notice.cover.form not in _CORRECTS:
        return []
    out = [old for old in stored if comparable(old, notice) and not published_after(old, notice)]
    named = [old for old in out if _names_title(notice, old)]
    return named or [old for old in out if _about(notice) == old.issue]


_NOTICE_ALONE = (Basis.CROSS_DOCUMENT, "lineage_notice_alone")
Found = Comparison | list[Version] | None


def _replaced(new: Version, stored: Sequence[Version]) -> Found:
    here = (new.source, new.source_id)
    same = [old for old in stored if (old.source, old.source_id) == here and old.id < new.id]
    if not same:
        return None
    old = max(same, key=lambda version: version.id)
    return Comparison(old=old, basis=_basis(old, new), reason=_because("lineage_replaced", name=new.source_id))


def _revision(new: Version, stored: Sequence[Version]) -> Found:
    if new.cover.rank < 1:
        return None
    old = newest(_issues(new, stored) or _same_name(new, stored))
    return _compared(old, Basis.AMENDMENT, "lineage_revision", new, marker=new.cover.revision)


def _same_period(new: Version, stored: Sequence[Version]) -> Found:
    return _compared(newest(_issues(new, stored)), Basis.AMENDMENT, "lineage_same_period", new)


def _next_period(new: Version, stored: Sequence[Version]) -> Found:
    form, period = new.issue
    if form not in ONCE_A_PERIOD or period is None:
        return None
    earlier = [old for old in stored if old.cover.form == form and years_apart(old, new) > 0]
    if not earlier:
        return None
    gap = min(years_apart(old, new) for old in earlier)
    old = newest([old for old in earlier if years_apart(old, new) == gap])
    code = "lineage_next_period" if gap == 1 else "lineage_next_period_gap"
    return _compared(old, Basis.NEXT_PERIOD, code, new)


def _name(new: Version, stored: Sequence[Version]) -> Found:
    if new.cover.form is not None:
        return None
    return _compared(newest(_same_name(new, stored)), Basis.AUTO, "lineage_same_name", new)


def _series(new: Version, stored: Sequence[Version]) -> Found:
    """The last announcement of the series; whether it was issued again or goes on is for the texts to say."""
    if new.cover.form not in SERIAL:
        return None
    wanted = series_of(new.cover)
    told = [old for old in stored if old.cover.form in SERIAL and wanted == series_of(old.cover)]
    old = newest([old for old in told if wanted and came_before(old, new)])
    return _compared(old, Basis.AUTO, "lineage_series", new)


def _figures(new: Version, stored: Sequence[Version]) -> Found:
    if new.cover.form not in REPEATS_FIGURES:
        return None
    for forms in (PERIODIC, frozenset(REPEATS_FIGURES) - {new.cover.form}):
        stated = [old for old in stored if old.cover.form in forms and _was_out(old, new)]
        if stated:
            last = max(period_end(old.cover.period) for old in stated)
            old = newest([old for old in stated if period_end(old.cover.period) == last])
            return _compared(old, Basis.CROSS_DOCUMENT, "lineage_figures", new)
    return None


_RULES: tuple[Callable[[Version, Sequence[Version]], Found], ...] = (
    _replaced,
    _revision,
    _same_period,
    _next_period,
    _name,
    _series,
    _figures,
)


def _figures_repeated(new: Version, stored: Sequence[Version], compared: Version) -> tuple[Comparison, ...]:
    """The report whose figures `new` repeats, when it has been compared with something else already."""
    found = _figures(new, stored)
    return (found,) if isinstance(found, Comparison) and found.old is not compared else ()


def _with_notices(found: Comparison, new: Version, stored: Sequence[Version]) -> Comparison:
    if found.basis is not Basis.AMENDMENT:
        return found
    notices = tuple(version for version in stored if version.cover.notice and _announces(version, new, found.old))
    return Comparison(old=found.old, basis=found.basis, reason=found.reason, notices=notices)


def _announces(notice: Version, new: Version, old: Version) -> bool:
    """Whether a notice names the re-issue: by its title, or by its form and period."""
    if (notice.filer, notice.cover.language) != (new.filer, new.cover.language):
        return False
    if notice.published and new.published and abs(notice.published - new.published) > _NOTICE_WITHIN:
        return False
    return _names_title(notice, new) or _names_title(notice, old) or _about(notice) == new.issue


def _names_title(notice: Version, version: Version) -> bool:
    """Whether a notice names the title; it often puts the company's name before it."""
    title = same_title(version.cover.title)
    return bool(title) and any(same_title(name).endswith(title) for name in notice.cover.names)


def _about(notice: Version) -> tuple[str | None, str | None] | None:
    """The form and period of what a notice is about, or None where it does not say both."""
    about = (notice.cover.about, notice.cover.period)
    return None if None in about else about


def _issues(new: Version, stored: Sequence[Version]) -> list[Version]:
    """Earlier issues of the same document: the same form and period, where there is one for each period."""
    if new.cover.form not in ONCE_A_PERIOD or new.cover.period is None:
        return []
    return [old for old in stored if old.issue == new.issue and came_before(old, new)]


def _same_name(new: Version, stored: Sequence[Version]) -> list[Version]:
    """Earlier versions whose title or path is the same without its marker."""
    wanted = _names(new)
    return [
        old for old in stored if old.cover.form == new.cover.form and came_before(old, new) and wanted & _names(old)
    ]


def _names(version: Version) -> set[str]:
    stem = version.source_id.rpartition("/")[2].rpartition(".")[0]
    return {same_title(version.cover.title), same_title(stem)} - {""}


def _was_out(old: Version, new: Version) -> bool:
    """Whether a report can have been out: a record of 2024 repeats no report on the whole of 2024."""
    if published_after(old, new):
        return False
    if None in (old.cover.period, new.cover.period):
        return True
    ended, told = period_end(old.cover.period), period_end(new.cover.period)
    return ended < told or (ended == told and new.cover.form != "ir_record")


def _compared(
    old: Version | list[Version] | None, basis: Basis, code: str, new: Version, **values: str
) -> Comparison | list[Version] | None:
    if not isinstance(old, Version):
        return old
    said = {"form": new.cover.form or "", "old_period": old.cover.period or "", "period": new.cover.period or ""}
    names = {"old": old.cover.title, "old_form": old.cover.form or ""}
    return Comparison(old=old, basis=basis, reason=_because(code, **said, **names, **values))


def _basis(old: Version, new: Version) -> Basis:
    """What two contents under one name are to each other."""
    if old.issue == new.issue:
        return Basis.AMENDMENT
    return Basis.NEXT_PERIOD if old.cover.form == new.cover.form else Basis.AUTO


def _because(code: str, **values: str) -> Reason:
    return Reason(code=code, values=tuple(sorted(values.items())))
