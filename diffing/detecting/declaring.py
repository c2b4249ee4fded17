"""Whether a change was announced: does a correction notice give the old words as 更正前 and the new as 更正后.

What counts is what the notice changes, not what it mentions: a figure that stands in 更正前 and in 更正后 alike is not
declared by standing there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from diffing import extracting
from diffing.change import FigurePair, Kind
from diffing.detecting.finding import Finding
from diffing.document import Document
from diffing.keys import key


@dataclass(frozen=True, slots=True)
class Declared:
    """The keys of one passage before and after correction, and of the words of the notice beside it."""

    before: str
    after: str
    context: str = ""

    def covers(self, finding: Finding) -> bool:
        """Whether this passage announces the finding, whole or by the figures that changed in it."""
        old, new = _said(finding, "old"), _said(finding, "new")
        if self._holds(old, new):
            # A total that no longer adds up is quoted with one side, and is not announced by being printed anew.
            return bool(old and new) or all(self._moves(pair) for pair in finding.figures)
        return bool(finding.figures) and all(self._moves(pair) and self._names(pair) for pair in finding.figures)

    def corrects(self, words: str) -> str:
        """The old words of a document as they should be; as they were where this passage is not in them."""
        return words.replace(self.before, self.after) if self.before else words

    def _holds(self, old: str, new: str) -> bool:
        """Whether the old words stand before and the new ones after; what only one side has must come or go here."""
        if old and new:
            return old in self.before and new in self.after and self.before != self.after
        come = new in self.after and new not in self.before
        return come if new else old in self.before and old not in self.after

    def _moves(self, pair: FigurePair) -> bool:
        """Whether the old figure goes here and the new one comes."""
        old, new = ("" if figure is None else _bare(figure.numeral) for figure in (pair.old, pair.new))
        return _more(old, self.before, self.after) and _more(new, self.after, self.before)

    def _names(self, pair: FigurePair) -> bool:
        """Whether the figures are the whole passage, or stand beside their measure."""
        sides = (pair.old, self.before), (pair.new, self.after)
        told = [(figure, passage) for figure, passage in sides if figure is not None]
        if all(passage in (_bare(figure.numeral), _bare(figure.text)) for figure, passage in told):
            return True
        return any(_bare(figure.metric) in self.before + self.after + self.context for figure, _ in told)


def _more(numeral: str, here: str, there: str) -> bool:
    """Whether a numeral stands more often in one passage than in the other; no numeral does."""
    if not numeral:
        return True
    if numeral not in here:
        return False
    whole = re.compile(rf"(?<![\d.])(?<!\d,){re.escape(numeral)}(?!\d|[.,]\d)")
    return len(whole.findall(here)) > len(whole.findall(there))


def _said(finding: Finding, side: str) -> str:
    quote = finding.old if side == "old" else finding.new
    return _bare(quote.text) if quote else ""


def _bare(text: str) -> str:
    return key(text).replace(" ", "").replace("|", "")


@dataclass(frozen=True, slots=True)
class Announced:
    """All that the notices beside a comparison announce of its two documents. `words` are the notices' own."""

    passages: tuple[Declared, ...]
    words: tuple[str, ...]

    def covers(self, finding: Finding) -> bool:
        """Whether a finding was announced: by one passage, by all together, or as the note that says so itself."""
        old, new = _said(finding, "old"), _said(finding, "new")
        if any(passage.covers(finding) for passage in self.passages):
            return True
        if old and new:
            return self._corrected(old) == new != old
        return finding.kind is Kind.ADDED and any(new in words for words in self.words)

    def _corrected(self, words: str) -> str:
        for passage in self.passages:
            words = passage.corrects(words)
        return words


def announced_by(notices: Sequence[Document], old: Document, new: Document) -> Announced:
    """What correction notices announce of the two documents, passage by passage."""
    told = [declaration for notice in notices for declaration in _of(notice, old)]
    passages = tuple(
        Declared(before=_bare(one.before), after=_bare(one.after), context=_bare(one.context)) for one in told
    )
    words = tuple(_outside(notice) for notice in notices if notice.sha256 != new.sha256)
    return Announced(passages=passages, words=words)


def _of(notice: Document, corrected: Document) -> list[extracting.Declaration]:
    """The declarations of a notice that belong to one document, where the notice corrects several."""
    declared = extracting.declarations(notice)
    titles = {title for one in declared for title in one.titles}
    own = _own_title(titles, corrected)
    return [one for one in declared if own is None or not one.titles or own in one.titles]


def _own_title(titles: set[str], corrected: Document) -> str | None:
    """The title of a document among those a notice names: with the filer's name or without; the nearest in length."""
    said = _bare(corrected.title)
    alike = [title for title in titles if said and (_bare(title) in said or said in _bare(title))]
    return min(alike, key=lambda title: (abs(len(_bare(title)) - len(said)), title), default=None)


def _outside(notice: Document) -> str:
    """What a notice says itself, without the passages it gives as having been wrong; words inside a sentence stay."""
    words = notice.text
    for one in extracting.declarations(notice):
        if one.before and one.before not in one.context:
            words = words.replace(one.before, "\n", 1)
    return _bare(words)


def is_declared(finding: Finding, notices: Sequence[Document], announced: Announced) -> bool | None:
    """Whether a finding was announced; None where there is no notice that could have done so."""
    return announced.covers(finding) if notices else None
