"""The formats a diff is shown in, by name."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

from bot.rendering.accounting import loud_enough
from bot.rendering.guarding import json_text
from bot.rendering.looks import Look
from bot.rendering.views import view
from diffing.change import Diff
from diffing.serialising import to_json


def rendered(diff: Diff, name: str, look: Look) -> str:
    """The diff in the format of that name, as text that ends with a line end; KeyError for an unknown name."""
    return FORMATS[name](diff, look)


def json_lines(value: object) -> str:
    """A value as indented JSON that is safe to print."""
    return json_text(json.dumps(value, ensure_ascii=False, indent=2)) + "\n"


def _text(diff: Diff, look: Look) -> str:
    from bot.rendering.text import text

    return text(view(diff, language=look.language, at_least=look.at_least), look.screen, whole=look.whole)


def _json(diff: Diff, look: Look) -> str:
    return json_lines(to_json(replace(diff, changes=loud_enough(diff, look.at_least))))


def _markdown(diff: Diff, look: Look) -> str:
    from bot.rendering.markdown import markdown

    return markdown(view(diff, language=look.language, at_least=look.at_least))


def _html(diff: Diff, look: Look) -> str:
    from bot.rendering.html import html

    return html(view(diff, language=look.language, at_least=look.at_least), look.originals)


def _csv(diff: Diff, look: Look) -> str:
    from bot.rendering.tabular import changes_table

    return changes_table(view(diff, language=look.language, at_least=look.at_least))


FORMATS: dict[str, Callable[[Diff, Look], str]] = {
    "text": _text,
    "json": _json,
    "html": _html,
    "markdown": _markdown,
    "csv": _csv,
}
