"""What is worth saying of one diff in a channel: a headline, the gravest changes, the figures, counts of the rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.headlines import in_order
from bot.languages import Words
from bot.rendering.accounting import conclusive, counted_rest
from bot.rendering.columns import aligned
from bot.rendering.figure_views import FigureView
from bot.rendering.redlining import around, bracketed, clipped, marked, one_sided, readable, shortened
from bot.rendering.views import ChangeView, SideView, view
from diffing.change import Diff, Severity

# What fits on a phone without scrolling: an alert that is not read whole is not read.
GRAVEST, FIGURES, QUOTE_LENGTH = 5, 8, 300
# Quiet changes fill an alert up to this many, so that a small one says something; louder ones go on to GRAVEST.
FEWEST = 3
# What is gone says little by itself: so many of it at the most, so that there is room for what differs.
GONE, _MOST_GONE = "gone", 2
_NAME_LENGTH = 40
# An opening that says how many: the two gravest levels there are; the rest is counted below.
_LEVELS_IN_HEADLINE = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """One diff in few words.

    `rest` counts what is not among `gravest`, which are the `others`; `left_out` counts what is no change at all.
    """

    words: Words
    headline: str
    old: SideView
    new: SideView
    compared: str
    basis: str
    warnings: tuple[str, ...]
    verdict: str
    gravest: tuple[ChangeView, ...]
    others: tuple[ChangeView, ...]
    figures: tuple[FigureView, ...]
    rest: tuple[str, ...]
    left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What an alert says beside the diff: where it comes from and where to read on. Empty where there is nothing.

    The days are those of publication, in ISO form.
    """

    watch: str = ""
    change_log: str = ""
    baseline: str = ""
    report: str = ""
    old: str = ""
    new: str = ""
    old_published: str = ""
    new_published: str = ""
    first_seen: datetime | None = None


def summary(diff: Diff, language: str = "en", at_least: Severity = Severity.LOW) -> Summary:
    """The diff in few words; changes below `at_least` are only counted."""
    shown = view(diff, language=language, at_least=at_least)
    words = shown.words
    chosen = _varied(shown.changes)
    figures = in_order([change for change in chosen if _is_loud(change)], shown.changes, diff.new)
    subject = " · ".join(dict.fromkeys(filter(None, (shown.filer, shown.new.about or shown.new.title))))
    return Summary(
        words=words,
        headline=_headline(diff, shown.groups, subject, words),
        old=shown.old,
        new=shown.new,
        compared=words.phrase("alert_compared", old=shown.old.heading, new=shown.new.heading),
        basis=shown.basis,
        warnings=shown.warnings,
        verdict=shown.verdict,
        gravest=tuple(_with_rows(chosen, shown.changes, words))[::-1],
        others=tuple(change for change in shown.changes if change not in chosen),
        figures=figures,
        rest=tuple(counted_rest(len(shown.changes) - len(chosen), len(figures) - FIGURES, words)),
        left_out=shown.left_out,
    )


def alert_text(told: Summary | Diff, context: Context | None = None, language: str = "en") -> str:
    """The alert as Slack would show it, in plain text that ends with a line end; a diff is summarised first."""
    words = summary(told, language) if isinstance(told, Diff) else told
    return "\n".join(_alert_lines(words, context or Context())) + "\n"


def _headline(diff: Diff, groups: tuple[tuple[str, tuple[ChangeView, ...]], ...], subject: str, words: Words) -> str:
    if not groups:
        return words.phrase("headline_none" if conclusive(diff) else "headline_unsure", subject=subject)
    counts = [words.phrase("gravest", count=len(group), severity=word) for word, group in groups]
    total = words.counted("change", sum(len(group) for _, group in groups))
    levels = words.phrase("comma").join(counts[:_LEVELS_IN_HEADLINE])
    return words.phrase("headline", subject=subject, changes=total, levels=levels)


def _varied(changes: tuple[ChangeView, ...]) -> list[ChangeView]:
    """The gravest changes for an alert, each telling something else, in the order of their gravity.

    Rows of one table that tell the same stand back behind what else there is; a quiet change only fills up.
    """
    unlike = list(_unlike(changes))
    loud = [change for change in unlike if _is_loud(change)]
    leading, rows, tables = list[ChangeView](), list[ChangeView](), set[tuple[str, int]]()
    for change in loud:
        table = (change.sense, change.table) if change.table is not None else None
        (rows if table in tables else leading).append(change)
        tables |= {table} if table else set()
    shown = [*leading, *rows][:GRAVEST]
    shown += unlike[len(loud) :][: max(FEWEST - len(shown), 0)]
    return sorted(shown, key=changes.index)


def _is_loud(change: ChangeView) -> bool:
    return change.severity.at_least(Severity.MEDIUM)


def _unlike(changes: tuple[ChangeView, ...]) -> Iterator[ChangeView]:
    """The changes of which each tells something else: a relation and what it is about come once."""
    told, gone = set[tuple[str, ...]](), 0
    for change in changes:
        about = (change.sense, *sorted({figure.name for figure in change.figures})) if change.figures else (change.id,)
        gone += change.sense == GONE
        if about not in told and (change.sense != GONE or gone <= _MOST_GONE):
            yield change
        told.add(about)


def _with_rows(gravest: Sequence[ChangeView], changes: Sequence[ChangeView], words: Words) -> Iterator[ChangeView]:
    """The gravest changes; the last one of a table says how many more rows of it tell the same."""
    rows = Counter((change.sense, change.table) for change in changes)
    rows.subtract((change.sense, change.table) for change in gravest)
    for change in reversed(gravest):
        more = rows.pop((change.sense, change.table), 0) if change.table is not None else 0
        reason = words.phrase("reason_and_rows", reason=change.reason, rows=words.counted("more_row", more))
        yield replace(change, reason=reason) if more > 0 else change


def _alert_lines(told: Summary, context: Context) -> Iterator[str]:
    yield told.headline
    yield told.compared
    yield told.words.phrase("baseline", reason=context.baseline) if context.baseline else told.basis
    yield from (f"! {warning}" for warning in told.warnings)
    if told.verdict:
        yield from ("", told.verdict)
    for number, change in enumerate(told.gravest, 1):
        yield ""
        yield from _change_lines(number, change, told.words)
    if told.figures:
        yield ""
        yield from _figure_lines(told.figures[:FIGURES], told.words)
    yield ""
    yield " · ".join((*told.rest, *told.left_out))
    if any(bracketed(change.runs) for change in told.gravest):
        yield told.words.phrase("legend_marks")
    yield from _links(context, told.words)


def _change_lines(number: int, change: ChangeView, words: Words) -> Iterator[str]:
    where = (change.severity_word.upper(), change.relation, change.section, change.place, change.declaration)
    yield f"{number} {' · '.join(filter(None, where))}"
    label = words.phrase("colon")
    if one_sided(change.runs):
        quote = "".join(run.text for run in clipped(change.runs, QUOTE_LENGTH))
        yield f"  | {words.phrase('said_old' if change.old else 'said_new')}{label}{quote}"
    elif readable(change.runs):
        yield f"  | {marked(clipped(shortened(change.runs), QUOTE_LENGTH))}"
    else:
        sides = (("said_old", change.old, change.focus_old), ("said_new", change.new, change.focus_new))
        yield from (f"  | {words.phrase(key)}{label}{around(quote, focus)}" for key, quote, focus in sides)
    yield f"  {change.reason}"


def _figure_lines(figures: tuple[FigureView, ...], words: Words) -> Iterator[str]:
    columns = ("figure", "period", "was", "now", "change")
    header = tuple(words.phrase(f"{column}_column") for column in columns)
    rows = [(_short(figure.name), figure.period, figure.was, figure.now, figure.change) for figure in figures]
    yield from (f"  {row}" for row in aligned([header, *rows], right=(2, 3, 4)))


def _short(name: str) -> str:
    return name if len(name) <= _NAME_LENGTH else f"{name[:_NAME_LENGTH]}…"


def _links(context: Context, words: Words) -> Iterator[str]:
    for key in ("report", "old", "new"):
        if link := getattr(context, key):
            yield words.phrase(f"alert_{key}", link=link)
    about = []
    if context.watch:
        about.append(words.phrase("alert_watch", watch=context.watch))
    if context.change_log:
        about.append(words.phrase("alert_log", id=context.change_log))
    if context.first_seen:
        about.append(words.phrase("alert_detected", when=f"{context.first_seen:%Y-%m-%d %H:%M} UTC"))
    if about:
        yield " · ".join(about)
