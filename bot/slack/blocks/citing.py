"""A citation to copy: what each document says, which document, of which day, on which page."""

from __future__ import annotations

from collections.abc import Iterator

from bot.rendering.redlining import around
from bot.rendering.views import ChangeView, SideView
from bot.slack.escaping import clip
from bot.slack.parts import Part, verbatim
from bot.summarising import Context, Summary

_QUOTE_LENGTH, _TITLE_LENGTH = 240, 160
# Characters on either side of what a change is about, where its sentence is too long to be cited whole.
_REACH = 80


def citation(change: ChangeView, told: Summary, context: Context) -> list[Part]:
    """Both sides of a change as lines to copy, as a list of one part, or of none where nothing is quoted."""
    sides = (
        (change.old, change.focus_old, told.old, context.old_published, change.page_old),
        (change.new, change.focus_new, told.new, context.new_published, change.page_new),
    )
    lines = [
        f"“{_cited(said, focus)}”\n— {', '.join(_source(side, day, page, told))}"
        for said, focus, side, day, page in sides
        if said
    ]
    return [verbatim("\n".join(lines))] if lines else []


def _cited(said: str, focus: tuple[str, ...]) -> str:
    return clip(said if len(said) <= _QUOTE_LENGTH else around(said, focus, _REACH), _QUOTE_LENGTH)


def _source(side: SideView, day: str, page: int | None, told: Summary) -> Iterator[str]:
    yield clip(side.heading, _TITLE_LENGTH)
    if day:
        yield day
    if page is not None:
        yield told.words.phrase("page", page=page)
