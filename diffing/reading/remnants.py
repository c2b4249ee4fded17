"""Markup that converters leave in plain text: tags, check boxes, emphasis; printed there, but not said."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from diffing.document import Aside, AsideKind, Pair

# Tags that converters leave in text: those that end a line, and those that only dress words.
_TAG = re.compile(
    r"<(?P<close>/?)(?P<name>p|br|div|tr|td|th|table|thead|tbody|tfoot|li|ul|ol|h[1-6]|hr|"
    r"u|b|i|em|strong|span|font|sup|sub|s|a|img|input|center|col|colgroup|caption)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_BREAKING = re.compile(r"(?:p|br|div|tr|table|thead|tbody|tfoot|li|ul|ol|h[1-6]|hr|caption)$")
# <input type="checkbox" checked=""> says "checked"; without it, an empty box says nothing.
_CHECKED = re.compile(r"""(?<![\w"'=])checked(?=[\s=/>])""", re.IGNORECASE)
# A picture of Markdown (CommonMark 6.4) and a comment of HTML show nothing.
_UNSHOWN = re.compile(r"!\[[^\]\n]{0,300}\]\([^)\n]{0,2000}\)|<!--[^\n]{0,500}?-->")
# Emphasis of Markdown (CommonMark 6.2): ** hugs words on its inner sides.
_STRONG = re.compile(r"\*\*(?=\S)[^*\n]+(?<=\S)\*\*")


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of markup: whether it ends the line, and the words in it that are said after all."""

    start: int
    end: int
    breaks: bool
    closes: bool
    said: Pair | None = None


def find_markup(text: str) -> list[Mark]:
    """The tags and emphasis marks of a text, in order."""
    found: list[Mark] = []
    if "<" in text:
        found.extend(_tag(text, match) for match in _TAG.finditer(text))
    if "![" in text or "<!--" in text:
        spans = (match.span() for match in _UNSHOWN.finditer(text))
        found.extend(Mark(start, end, breaks=False, closes=False) for start, end in spans)
    if "**" in text:
        for match in _STRONG.finditer(text):
            found.append(Mark(match.start(), match.start() + 2, breaks=False, closes=False))
            found.append(Mark(match.end() - 2, match.end(), breaks=False, closes=False))
    return sorted(found, key=lambda mark: mark.start)


def _tag(text: str, match: re.Match[str]) -> Mark:
    name = match["name"].lower()
    checked = _CHECKED.search(text, match.start(), match.end()) if name == "input" else None
    return Mark(
        match.start(),
        match.end(),
        breaks=bool(_BREAKING.match(name)),
        closes=bool(match["close"]) or name in ("br", "hr"),
        said=checked.span() if checked else None,
    )


def markup_asides(marks: Sequence[Mark]) -> Iterator[Aside]:
    """The markup that is set aside: all of it but the words it says."""
    for mark in marks:
        pieces = [(mark.start, mark.end)]
        if mark.said:
            pieces = [(mark.start, mark.said[0]), (mark.said[1], mark.end)]
        for start, end in pieces:
            yield Aside(start=start, end=end, kind=AsideKind.MARKUP)


def said_parts(text: str, span: Pair, marks: Sequence[Mark]) -> tuple[Pair, ...]:
    """The pieces of `span` without its markup and without the white space around it."""
    at, stop = span
    pieces: list[Pair] = []
    for mark in marks:
        pieces.append((at, max(at, mark.start)))
        if mark.said:
            pieces.append(mark.said)
        at = max(at, mark.end)
    pieces.append((at, stop))
    return _trimmed(text, pieces)


def _trimmed(text: str, pieces: Sequence[Pair]) -> tuple[Pair, ...]:
    kept = [(start, end) for start, end in pieces if start < end]
    while kept and not text[kept[0][0] : kept[0][1]].strip():
        kept.pop(0)
    while kept and not text[kept[-1][0] : kept[-1][1]].strip():
        kept.pop()
    if not kept:
        return ()
    start, end = kept[0]
    kept[0] = (end - len(text[start:end].lstrip()), end)
    start, end = kept[-1]
    kept[-1] = (start, start + len(text[start:end].rstrip()))
    return tuple(kept)
