"""A diff for a terminal or a pipe: what an analyst needs in five seconds first, everything else below it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.rendering.columns import BLANK, Line, aligned, line, printed
from bot.rendering.figure_views import FigureView
from bot.rendering.looks import Screen
from bot.rendering.redlining import around, marked, readable, shortened
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


def text(shown: DiffView, screen: Screen) -> str:
    """The whole diff as text that ends with a line end."""
    return printed(_lines(shown, screen), screen)


def _lines(shown: DiffView, screen: Screen) -> Iterator[Line]:
    yield from _header(shown)
    if shown.verdict:
        yield BLANK
        yield line((shown.verdict, "bold"))
    for word, group in shown.groups:
        yield BLANK
        yield line((f"{word.upper()} · {len(group)}", SEVERITY_STYLES[group[0].severity]))
        for change in group:
            yield BLANK
            yield from _change(change, shown, screen)
    yield from _agreements(shown)
    yield BLANK
    yield from (line((left, "dim")) for left in shown.left_out)


def _header(shown: DiffView) -> Iterator[Line]:
    if shown.filer:
        yield line((shown.filer, "bold"))
    sides = (("said_old", shown.old), ("said_new", shown.new))
    yield from (line(row) for row in aligned([(shown.words.phrase(key), side.heading) for key, side in sides]))
    yield line((shown.basis, "dim"))
    yield from (line((f"! {warning}", "bold yellow")) for warning in shown.warnings)


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
    return [(marked(runs), "")]


def _figure_row(figure: FigureView) -> tuple[str, ...]:
    about = " · ".join(filter(None, (figure.name, figure.period)))
    return figure.was, "→", figure.now, figure.change, about


def _agreements(shown: DiffView) -> Iterator[Line]:
    if not shown.agreements:
        return
    yield BLANK
    heading = shown.words.phrase("agreements")
    yield line((f"{heading} · {len(shown.agreements)}", "bold"))
    for row in aligned([_agreement_row(figure) for figure in shown.agreements]):
        yield line((row, "dim"), indent=2)


def _agreement_row(figure: FigureView) -> tuple[str, ...]:
    alike = figure.was if figure.was == figure.now else f"{figure.was} = {figure.now}"
    return alike, figure.name, figure.period
