"""A diff as one HTML file that needs nothing else: no script, no picture, no address is loaded by it."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from bot.rendering.figure_views import FigureView
from bot.rendering.redlining import AROUND, readable, shortened
from bot.rendering.views import ChangeView, DiffView
from diffing.change import Severity

Rows = list[tuple[ChangeView, FigureView]]

# What a link on the page may lead to: nothing that runs.
_LINKED = ("https://", "http://", "file:///")
# A table longer than this is not read before the changes: the rest is folded away.
_FIGURES = 12
# Changes that are folded away where there are graver ones, and agreements where there are more than so many.
_QUIET = (Severity.LOW, Severity.INFO)
_AGREEING = 24
# A page has room: the sentence is cut only where it is really long.
_AROUND = 4 * AROUND


def html(shown: DiffView, originals: tuple[str, str] = ("", "")) -> str:
    """The whole report. `originals` are the addresses of the old and the new file, empty where there is none."""
    return _template().render(
        shown=shown,
        words=shown.words,
        links=[link if link.startswith(_LINKED) else "" for link in originals],
        figures=_figures(shown),
        folded=[word for word, group in shown.groups[1:] if group[0].severity in _QUIET],
        agreeing=_AGREEING,
        figure_columns=("figure", "period", "was", "now", "change"),
        redlined={change.id: shortened(change.runs, _AROUND) for change in shown.changes if readable(change.runs)},
    )


def _figures(shown: DiffView) -> tuple[Rows, Rows]:
    """Every changed figure with the change it belongs to: the gravest that are still stated, and the others."""
    rows = [(change, figure) for change in shown.changes for figure in change.figures]
    stated = [row for row in rows if not row[1].dropped]
    return stated[:_FIGURES], stated[_FIGURES:] + [row for row in rows if row[1].dropped]


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("bot.rendering", "pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template("report.html.j2")
