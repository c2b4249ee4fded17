"""The home of the app: what nobody has decided about, how the watches stand, and whether all is well."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.languages import Words
from bot.rendering.guarding import visible
from bot.slack.escaping import clip
from bot.slack.limits import TEXT
from bot.slack.parts import Part, button, divider, header, plain, rich, small, verbatim

_LINE = 200


def home_view(
    waiting: Sequence[tuple[str, str, str]], standing: str, health: Sequence[str], words: Words
) -> dict[str, Any]:
    """`waiting` are change logs with an open change: who filed what, how many of which severity, and a sealed value."""
    lines: list[Part] = [_row(at, *one, words=words) for at, one in enumerate(waiting)]
    nothing = small(words.phrase("chat_home_nothing")) if not waiting else []
    watches = (
        rich([verbatim(visible(standing)[:TEXT].rstrip())])
        if visible(standing).strip()
        else small(words.phrase("chat_home_no_watch"))
    )
    blocks = [
        header(words.phrase("chat_home_open")),
        *(lines or nothing),
        divider(),
        header(words.phrase("chat_home_watches")),
        *watches,
        divider(),
        *small(*health),
    ]
    return {"type": "home", "blocks": blocks}


def _row(at: int, what: str, counts: str, sealed: str, *, words: Words) -> Part:
    told = plain(f"{clip(what, _LINE)}\n{clip(counts, _LINE)}")
    return {"type": "section", "text": told, "accessory": button(f"home:{at}", words.phrase("chat_home_show"), sealed)}
