"""A correction notice as what it says now: without the passages it only quotes as having been wrong.

更正前：质押股份6,000,000股      quoted: what the corrected document said
更正后：质押股份12,000,000股     said: what is held against that document
"""

from __future__ import annotations

import re
from dataclasses import replace

from diffing import extracting
from diffing.document import Document, Pair

# The form of a notice, as covers are read; see reading/cover_forms.py.
NOTICE = "correction_notice"

# What a notice calls its passages.
_LABEL = re.compile(r"^\s*(?:(?:现)?更正后|(?:现)?更正为|应为|(?:should|to) read)[：:]?\s*", re.IGNORECASE)


def without_label(text: str) -> str:
    """A passage of a notice without what the notice calls it: 更正后：."""
    return _LABEL.sub("", text)


def without_quoted(document: Document) -> Document:
    """The document without the sentences and tables of its 更正前 passages; any other document is returned as it is."""
    if document.form != NOTICE:
        return document
    quoted = [_quoted(document, declared) for declared in extracting.declarations(document)]
    return replace(
        document,
        sentences=tuple(sentence for sentence in document.sentences if not _inside(sentence.start, quoted)),
        tables=tuple(table for table in document.tables if not _inside(table.start, quoted)),
    )


def _quoted(document: Document, declared: extracting.Declaration) -> Pair:
    """Where the wrong passage of a declaration stands."""
    start = document.text.find(declared.before, declared.start) if declared.before else declared.start
    return (start, start + len(declared.before)) if start >= 0 else (declared.start, declared.start)


def _inside(offset: int, spans: list[Pair]) -> bool:
    return any(start <= offset < end for start, end in spans)
