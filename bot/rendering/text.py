"""A diff for a terminal or a pipe: what an analyst needs in five seconds first, everything else below it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.rendering.columns import BLANK, Line, aligned, line, printed
from bot.rendering.figure_views import FigureView
from bot.rendering.looks import Screen
from bot.rendering.redlining import around, bracketed, clipped, marked, one_sided, readable, shortened
from bot.rendering.views import ChangeView, DiffView
from diffing.change import Run, RunKind, Severity

SEVERITY_STYLES = {
    Severity.CRITICAL: "bold white on red",
    Severity.HIGH: "bold red",
    Severity.MEDIUM: "bold yellow",
    Severity.LOW: "cyan",
    Severity.INFO: "dim",
}
_RUN_STYLES = {RunKind.EQUAL: "", RunKind.DELETE: "red strike", RunKind.INSERT: "bold green"}
_LONG_QUOTE = 60
# Severities that get one line for each change, unless everything is asked for.
_QUIET = (Severity.LOW, Severity.INFO)
# How many changes of one severity are shown, and how many figures that agree: two annual reports differ in thousands of
# places, and what is longer than a person scrolls hides what matters as surely as leaving it out.
IN_FULL, IN_BRIEF, AGREEING = 60, 20, 40
# So few changes are a page or two, and nothing of them is shortened.
FEW = 30
_BRIEF_QUOTE = 70


def text(shown: DiffView, screen: Screen, *, whole: bool = False) -> str:
    """The diff as text that ends with a line end; not `whole`, the quiet changes are short, and the rest is counted.

    What a person reads in one go anyway is shown in full.
    """
    return printed(_lines(shown, screen, whole=whole), screen)


def _lines(shown: DiffView, screen: Screen, *, whole: bool) -> Iterator[Line]:
    full = whole or len(shown.changes) <= FEW
    yield from _header(shown)
    if not screen.styled and any(bracketed(change.runs) for change in shown.changes):
        yield line((shown.words.phrase("legend_marks"), "dim"))
    if shown.verdict:
        yield BLANK
        yield line((shown.verdict, "bold"))
    for word, group in shown.groups:
        yield BLANK
        severity = group[0].severity
        brief = f"  {shown.words.phrase('in_brief')}" if severity in _QUIET and not full else ""
        yield line((f"{word.upper()} · {len(group)}", SEVERITY_STYLES[severity]), (brief, "dim"))
        yield from _group(group, shown, screen, whole=full)
    yield from _agreements(shown, whole=whole)
    yield BLANK
    yield from (line((left, "dim")) for left in shown.left_out)


def _header(shown: DiffView) -> Iterator[Line]:
    if shown.filer:
        yield line((shown.filer, "bold"))
    sides = (("said_old", shown.old), ("said_new", shown.new))
    yield from (line(row) for row in aligned([(shown.words.phrase(key), side.heading) for key, side in sides]))
    yield line((shown.basis, "dim"))
    yield from (line((f"! {warning}", "bold yellow")) for warning in shown.warnings)


def _group(group: Sequence[ChangeView], shown: DiffView, screen: Screen, *, whole: bool) -> Iterator[Line]:
    quiet = group[0].severity in _QUIET
    most = len(group) if whole else IN_BRIEF if quiet else IN_FULL
    for change in group[:most]:
        if quiet and not whole:
            yield _brief(change, screen)
        else:
            yield BLANK
            yield from _change(change, shown, screen)
    yield from _rest("more_quiet" if quiet else "more_loud", "more_change", len(group) - most, shown)


def _rest(phrase: str, what: str, count: int, shown: DiffView) -> Iterator[Line]:
    """How many are not shown, and how to see them."""
    if count > 0:
        yield line((shown.words.phrase(phrase, more=shown.words.counted(what, count)), "bold"), indent=2)


def _brief(change: ChangeView, screen: Screen) -> Line:
    """A change on one line: its figures, or else the words that differ."""
    place = "".join(f" · {part}" for part in (change.section.rpartition(" › ")[2], change.place) if part)
    told = "; ".join(f"{figure.name} {figure.was} → {figure.now}" for figure in change.figures[:2])
    quote = [(told, "")] if told else _styled(_short(change), screen)
    return line((change.relation, "bold"), (f"{place}  ", "dim"), *quote, (f"  #{change.id}", "dim"), indent=2)


def _short(change: ChangeView) -> list[Run]:
    return list(clipped(shortened(change.runs, _BRIEF_QUOTE // 4), _BRIEF_QUOTE))


def _change(change: ChangeView, shown: DiffView, screen: Screen) -> Iterator[Line]:
    place = [(f" · {part}", "dim") for part in (change.section, change.place) if part]
    if change.declaration:
        place.append((f" · {change.declaration}", "dim" if change.declared else "bold red"))
    yield line((change.relation, "bold"), *place, indent=2)
    yield from _quotes(change, shown, screen)
    for row in aligned([_figure_row(figure) for figure in change.figures]) if change.figures else ():
        yield line((row, "bold"), indent=4)
    yield line((change.reason, "italic"), (f"  #{change.id}", "dim"), indent=4)


def _quotes(change: ChangeView, shown: DiffView, screen: Screen) -> Iterator[Line]:
    if one_sided(change.runs):
        key = "said_old" if change.old else "said_new"
        label = shown.words.phrase(key) + shown.words.phrase("colon")
        yield line((label, "dim"), *_styled(change.runs, screen), indent=4)
        return
    if readable(change.runs):
        yield Line(text=line(*_styled(shortened(change.runs), screen)).text, indent=4)
        return
    sides = (("said_old", change.old, change.focus_old, "red"), ("said_new", change.new, change.focus_new, "green"))
    for key, quote, focus, style in sides:
        label = shown.words.phrase(key) + shown.words.phrase("colon")
        yield line((label, "dim"), (around(quote, focus, _LONG_QUOTE), style), indent=4)


def _styled(runs: Sequence[Run], screen: Screen) -> list[tuple[str, str]]:
    if screen.styled:
        return [(run.text, _RUN_STYLES[run.kind]) for run in runs]
    if one_sided(runs):
        return [(run.text, "") for run in runs]
    return [(marked(runs), "")]


def _figure_row(figure: FigureView) -> tuple[str, ...]:
    about = " · ".join(filter(None, (figure.name, figure.period)))
    return figure.was, "→", figure.now, figure.change, about


def _agreements(shown: DiffView, *, whole: bool) -> Iterator[Line]:
    if not shown.agreements:
        return
    yield BLANK
    heading = shown.words.phrase("agreements")
    yield line((f"{heading} · {len(shown.agreements)}", "bold"))
    most = len(shown.agreements) if whole else AGREEING
    for row in aligned([_agreement_row(figure) for figure in shown.agreements[:most]]):
        yield line((row, "dim"), indent=2)
    yield from _rest("more_loud", "more_figure", len(shown.agreements) - most, shown)


def _agreement_row(figure: FigureView) -> tuple[str, ...]:
    alike = figure.was if figure.was == figure.now else f"{figure.was} = {figure.now}"
    return alike, figure.name, figure.period
