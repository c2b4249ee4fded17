"""`filingwatch read`, `figures` and `claims`: what was read from one file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from bot.answering import Answer, busy
from bot.opening import opened
from bot.rendering.formats import json_lines
from bot.rendering.looks import Screen
from diffing.document import Document
from diffing.serialising import to_json


def read(place: str, *, language: str, screen: Screen, as_json: bool) -> Answer:
    """The document itself: what it says it is, how much of it was read, and its blocks in order."""
    document = _document(place)
    if as_json:
        return Answer(text=json_lines(to_json(document)))
    from bot.rendering.reading import document_text

    return Answer(text=document_text(document, language, screen))


def figures(place: str, *, language: str, screen: Screen, as_json: bool) -> Answer:
    """Every figure of the file, in order."""
    from bot.rendering.reading import figures_table
    from diffing import extracting

    return _listed(extracting.figures, figures_table, place, language=language, screen=screen, as_json=as_json)


def claims(place: str, *, language: str, screen: Screen, as_json: bool) -> Answer:
    """Every claim of the file, in order."""
    from bot.rendering.reading import claims_table
    from diffing import extracting

    return _listed(extracting.claims, claims_table, place, language=language, screen=screen, as_json=as_json)


def _listed(
    extract: Callable[[Document], Sequence[object]],
    table: Callable[..., str],
    place: str,
    *,
    language: str,
    screen: Screen,
    as_json: bool,
) -> Answer:
    document = _document(place)
    with busy("Extracting"):
        found = tuple(extract(document))
    return Answer(text=json_lines(to_json(found)) if as_json else table(found, language, screen))


def _document(place: str) -> Document:
    import diffing

    source = opened(place)
    with busy("Reading"):
        return diffing.read(source.content, name=Path(source.name).name)
