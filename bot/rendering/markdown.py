"""A diff as Markdown, for tickets and notes; whatever a filing says stays plain words in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.rendering.figure_views import FigureView
from bot.rendering.guarding import markdown as plain
from bot.rendering.redlining import around, readable, shortened
from bot.rendering.views import ChangeView, DiffView
from diffing.change import Run, RunKind

_MARKS = {RunKind.EQUAL: ("", ""), RunKind.DELETE: ("~~", "~~"), RunKind.INSERT: ("**", "**")}


def markdown(shown: DiffView) -> str:
    """The whole diff as Markdown (GitHub's flavour, for tables and struck words) that ends with a line end."""
    return "\n".join(_lines(shown)) + "\n"


def _lines(shown: DiffView) -> Iterator[str]:
    name = shown.filer or shown.new.title
    yield f"# {plain(shown.words.phrase('report_title', name=name))}"
    yield ""
    for key, side in (("said_old", shown.old), ("said_new", shown.new)):
        yield f"- {shown.words.phrase(key)}{shown.words.phrase('colon')}{plain(side.heading)}"
    yield f"- {plain(shown.basis)}"
    yield from (f"- ⚠ {plain(warning)}" for warning in shown.warnings)
    if shown.verdict:
        yield f"\n**{plain(shown.verdict)}**"
    for word, group in shown.groups:
        yield f"\n## {word} · {len(group)}"
        for change in group:
            yield from _change(change, shown)
    if shown.agreements:
        yield f"\n## {shown.words.phrase('agreements')} · {len(shown.agreements)}\n"
        yield from _table(shown.agreements, shown)
    yield f"\n## {shown.words.phrase('left_out')}\n"
    yield from (f"- {plain(left)}" for left in shown.left_out)


def _change(change: ChangeView, shown: DiffView) -> Iterator[str]:
    heading = " · ".join(filter(None, (change.relation, change.section, change.place, change.declaration)))
    yield f"\n### {plain(heading)}\n"
    if readable(change.runs):
        yield f"> {_redline(shortened(change.runs))}"
    else:
        yield f"> ~~{plain(around(change.old, change.focus_old))}~~  "
        yield f"> **{plain(around(change.new, change.focus_new))}**"
    if change.figures:
        yield ""
        yield from _table(change.figures, shown)
    yield f"\n{plain(change.reason)} `#{change.id}`"


def _redline(runs: Sequence[Run]) -> str:
    return "".join(_marked(run) for run in runs)


def _marked(run: Run) -> str:
    """A run with its marks tight around the words: Markdown takes none that touch a space."""
    left, right = _MARKS[run.kind]
    words = plain(run.text)
    if not words:
        return " " if run.text else ""
    lead, trail = (" " if space else "" for space in (run.text[0].isspace(), run.text[-1].isspace()))
    return f"{lead}{left}{words}{right}{trail}"


def _table(figures: Sequence[FigureView], shown: DiffView) -> Iterator[str]:
    columns = ("figure", "period", "was", "now", "change")
    yield f"| {' | '.join(shown.words.phrase(f'{column}_column') for column in columns)} |"
    yield "| --- | --- | ---: | ---: | ---: |"
    for figure in figures:
        cells = (figure.name, figure.period, figure.was, figure.now, figure.change)
        yield f"| {' | '.join(map(plain, cells))} |"
