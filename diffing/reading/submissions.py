"""The documents of an EDGAR submission, as one page: the main one, then each exhibit under its name.

A submission wraps each of its documents in tags of its own (EDGAR Filer Manual, volume II, 5.2). Pictures, data files
and packed ones are no text. An exhibit may hold what the form leaves out: IBM's statements stand in its EX-13.
"""

from __future__ import annotations

import re
from html import escape

_DOCUMENT = re.compile(
    r"<DOCUMENT>\s*<TYPE>(?P<type>[^\s<]+)(?P<tags>(?:(?!<TEXT>|</?DOCUMENT>).){0,2000})<TEXT>"
    r"(?P<text>(?:(?!<DOCUMENT>).)*?)(?:</TEXT>\s*</DOCUMENT>|</DOCUMENT>|(?=<DOCUMENT>)|\Z)",
    re.DOTALL,
)
_OPENING = re.compile(r"\A(?:-----BEGIN|<SEC-DOCUMENT>|<SUBMISSION>)")
_NO_TEXT = re.compile(r"GRAPHIC|ZIP|EXCEL|XML|JSON|PDF|EX-101\.\w+|EX-10[14]\.\w+")
_MARKED_UP = re.compile(r"<(?:html|body|p|div|table)[\s>]", re.IGNORECASE)
_BLANK_LINE = re.compile(r"\n[ \t]*\n")


def is_submission(text: str) -> bool:
    """Whether a text is a submission, or a document of one in its wrapping."""
    return "<DOCUMENT>" in text


def as_page(text: str) -> str:
    """The documents of a submission that are text, as HTML; anything before the first one is left out."""
    found = [match for match in _DOCUMENT.finditer(text) if not _NO_TEXT.fullmatch(match["type"])]
    if not found:
        return text
    before = "" if _OPENING.match(text) else text[: found[0].start()]
    return before + "".join(_part(match["type"], match["text"], first=at == 0) for at, match in enumerate(found))


def _part(name: str, text: str, *, first: bool) -> str:
    """One document; an exhibit has its name above it, and the paragraphs of a plain text are marked as such."""
    heading = "" if first else f"<h1>{escape(name)}</h1>"
    shown = text if _MARKED_UP.search(text) else _BLANK_LINE.sub("\n<p>", text)
    return f"<div>{heading}{shown}</div>"
