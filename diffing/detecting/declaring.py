"""Whether a change was announced: does a correction notice give the old words as 更正前 and the new as 更正后."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from diffing import extracting
from diffing.detecting.finding import Finding
from diffing.document import Document
from diffing.keys import key


@dataclass(frozen=True, slots=True)
class Declared:
    """The keys of one passage before and after correction."""

    before: str
    after: str

    def covers(self, finding: Finding) -> bool:
        """Whether this passage announces the finding, whole or by the figures that changed in it."""
        old = _bare(finding.old.text) if finding.old else ""
        new = _bare(finding.new.text) if finding.new else ""
        if _says(self.before, old) and _says(self.after, new):
            return True
        pairs = finding.figures
        return bool(pairs) and all(
            (pair.old is None or _bare(pair.old.numeral) in self.before)
            and (pair.new is None or _bare(pair.new.numeral) in self.after)
            and any(_bare(figure.metric) in self.before + self.after for figure in (pair.old, pair.new) if figure)
            for pair in pairs
        )


def _bare(text: str) -> str:
    return key(text).replace(" ", "").replace("|", "")


def _says(passage: str, words: str) -> bool:
    """Whether a passage of the notice and the words of the document are the same, or one quotes the other."""
    if not words:
        return True
    return bool(passage) and (words in passage or passage in words)


def declared_by(notices: Sequence[Document]) -> tuple[Declared, ...]:
    """What correction notices announce, passage by passage."""
    return tuple(
        Declared(before=_bare(declaration.before), after=_bare(declaration.after))
        for notice in notices
        for declaration in extracting.declarations(notice)
    )


def is_declared(finding: Finding, notices: Sequence[Document], declared: Sequence[Declared]) -> bool | None:
    """Whether a finding was announced; None where there is no notice that could have done so."""
    if not notices:
        return None
    return any(passage.covers(finding) for passage in declared)
