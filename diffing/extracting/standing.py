"""The notes of unit that hold for all tables after them: 除特别注明外，金额单位为人民币元; unless otherwise stated."""

from __future__ import annotations

import re
from bisect import bisect_right

from diffing.extracting import notes
from diffing.extracting.notes import Note

# Filings print it as a sentence or in the running head of each page; wherever it stands, it holds from there on.
_STANDING = {
    "zh": re.compile(r"除(?:特别|另有|非)|[无未]特别"),
    "en": re.compile(r"(?:unless|except (?:as|where)) otherwise (?:stated|noted|indicated|specified)", re.IGNORECASE),
}
# The note under the title of the notes holds for them all: Notes to the ... Statements (In millions of euros).
_UNDER_TITLE = {
    "zh": re.compile(
        r"(?:财务|会计|財務|會計)(?:报表|報表|报告)(?:主要项目)?附[注註][^\n]{0,12}\n(?:[^\n]{0,40}\n)?(?P<note>[^\n]{0,20}单位[^\n]{1,20})"
    ),
    "en": re.compile(
        r"notes to (?:the )?(?:\w+ ){0,3}financial statements[^\n]{0,20}\n(?:[^\n]{0,60}\n)?"
        r"(?P<note>\(?(?:all )?(?:\w+ ){0,3}in (?:thousands|millions|billions)[^\n]{0,90})",
        re.IGNORECASE,
    ),
}
_END = re.compile(r"[。；\n]|\.(?=\s|$)")
_BEFORE, _AFTER = 90, 60


def standing_notes(text: str, language: str) -> tuple[tuple[int, Note], ...]:
    """The standing notes of a folded text with the offsets they hold from, in order."""
    words = _STANDING[language].finditer(text)
    found = [(match.start(), notes.read_note(_around(text, match), language)) for match in words]
    found += [
        (match.start("note"), notes.read_note(match["note"], language))
        for match in _UNDER_TITLE[language].finditer(text)
    ]
    return tuple(sorted(((start, note) for start, note in found if note.unit is not None or note.power), key=_start))


def _start(one: tuple[int, Note]) -> int:
    return one[0]


def _around(text: str, match: re.Match[str]) -> str:
    """The rest of the sentence that the words stand in."""
    before = _END.split(text[max(0, match.start() - _BEFORE) : match.start()])[-1]
    return before + _END.split(text[match.start() : match.end() + _AFTER])[0]


def note_at(standing: tuple[tuple[int, Note], ...], offset: int) -> Note:
    """The note that holds at an offset; an empty one where none does."""
    at = bisect_right(standing, offset, key=lambda one: one[0])
    return standing[at - 1][1] if at else Note()
