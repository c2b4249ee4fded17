"""What two documents are to each other, from their covers and from how much they share.

The first row that holds decides, and its reason is told with the result: a baseline is never guessed in silence.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from diffing.change import Basis, Reason
from diffing.document import Document
from diffing.keys import key
from diffing.reasons import because

# From this share of sentences on, two documents are two issues of one text. A re-issue shares nearly all of its
# sentences, next year's report a third to a half; an announcement in a series shares its boilerplate.
_SAME_TEXT = 0.8
# Two documents under one title that share less than a tenth are different matters.
_SAME_MATTER = 0.1


@dataclass(frozen=True)  # no slots: the share is worked out once and kept
class Covers:
    """Two documents as their covers and sentences show them."""

    old: Document
    new: Document
    notices: Sequence[Document] = ()

    @property
    def other_filer(self) -> bool:
        """Whether both name their filer, and it is not the same: by code, or by name where one has none."""
        if self.old.code and self.new.code:
            return self.old.code != self.new.code
        return bool(self.old.filer and self.new.filer) and key(self.old.filer or "") != key(self.new.filer or "")

    @property
    def earlier_period(self) -> bool:
        """Whether the new document is for a time before the old one's."""
        return self.other_period and (self.new.period or "") < (self.old.period or "")

    @property
    def same_form(self) -> bool:
        """Whether both say what they are, and it is the same."""
        return self.old.form is not None and _form(self.old) == _form(self.new)

    @property
    def other_form(self) -> bool:
        """Whether both say what they are, and it is not the same."""
        return None not in (self.old.form, self.new.form) and _form(self.old) != _form(self.new)

    @property
    def same_period(self) -> bool:
        """Whether both name their period, and it is the same."""
        return self.old.period is not None and self.old.period == self.new.period

    @property
    def other_period(self) -> bool:
        """Whether both name their period, and it is not the same."""
        return None not in (self.old.period, self.new.period) and self.old.period != self.new.period

    @property
    def same_matter(self) -> bool:
        """Whether nothing on the covers says that they are two: neither form nor period."""
        return not self.other_form and not self.other_period

    @property
    def same_title(self) -> bool:
        """Whether both have the same title."""
        return bool(self.old.title) and key(self.old.title) == key(self.new.title)

    @cached_property
    def share(self) -> float:
        """The share of new sentences that stand in the old document, by their keys."""
        old = {key(sentence.text) for sentence in self.old.sentences}
        new = [key(sentence.text) for sentence in self.new.sentences]
        return sum(words in old for words in new) / len(new) if new else 0.0


def _form(document: Document) -> str:
    """The form without the mark of an amendment: a 10-K/A is a 10-K (17 CFR 240.12b-15)."""
    return (document.form or "").removesuffix("/A")


Row = tuple[Basis, str, Callable[[Covers], bool]]

_ROWS: tuple[Row, ...] = (
    (Basis.AMENDMENT, "basis_same_contents", lambda c: c.old.sha256 == c.new.sha256),
    (Basis.CROSS_DOCUMENT, "basis_other_filer", lambda c: c.other_filer and c.share < _SAME_TEXT),
    (Basis.AMENDMENT, "basis_revision", lambda c: c.same_form and c.same_period and bool(c.new.revision)),
    (Basis.AMENDMENT, "basis_same_period", lambda c: c.same_form and c.same_period),
    (Basis.AMENDMENT, "basis_notice", lambda c: bool(c.notices) and c.same_matter and c.share >= _SAME_MATTER),
    (Basis.AMENDMENT, "basis_overlap", lambda c: c.share >= _SAME_TEXT and not c.other_period),
    (Basis.NEXT_PERIOD, "basis_earlier_period", lambda c: c.same_form and c.earlier_period),
    (Basis.NEXT_PERIOD, "basis_other_period", lambda c: c.same_form and c.other_period),
    (Basis.CROSS_DOCUMENT, "basis_other_form", lambda c: c.other_form),
    (Basis.NEXT_PERIOD, "basis_same_title", lambda c: c.same_title and c.share >= _SAME_MATTER),
    (Basis.NEXT_PERIOD, "basis_series", lambda c: c.same_form and c.share >= _SAME_MATTER),
    (Basis.CROSS_DOCUMENT, "basis_unknown", lambda _: True),
)


def decide(old: Document, new: Document, asked: Basis, notices: Sequence[Document] = ()) -> tuple[Basis, Reason]:
    """The basis to compare on and why: the one asked for, or the first that covers and correction notices bear out."""
    if asked is not Basis.AUTO:
        return asked, because("basis_given")
    covers = Covers(old, new, notices)
    basis, code = next((basis, code) for basis, code, holds in _ROWS if holds(covers))
    return basis, because(code, **_values(covers))


def _values(covers: Covers) -> dict[str, str]:
    old, new = covers.old, covers.new
    return {
        "form": new.form or "document",
        "old_form": old.form or "document",
        "new_form": new.form or "document",
        "period": new.period or "",
        "old_period": old.period or "",
        "new_period": new.period or "",
        "marker": new.revision or "",
        "old_filer": old.filer or "one filer",
        "new_filer": new.filer or "another",
        "share": str(round(100 * covers.share)) if covers.share else "0",
    }
