"""Reads and compares small texts in a child process as the program does, in a moment: what is tried is dying."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from bot.apart import Apart
from bot.covers import Cover
from bot.inside import Original
from bot.ledger import Read
from diffing.change import Basis, Change, Counts, Diff, Kind, MadeWith, Quote, Reason, Relation, Severity, Side
from diffing.document import Coverage
from diffing.figure import Figure
from diffing.settings import Settings
from watchers import titles


@dataclass(frozen=True, slots=True, kw_only=True)
class Quick:
    """Reads in children of `apart`; a text is one number, and another number is a change."""

    apart: Apart

    def read(self, original: Original, title: str, settings: Settings) -> Read:  # noqa: ARG002 - the protocol's
        """What the title says."""
        return Read(cover=self.apart.run(cover, title, name=original.name))

    def diff(
        self,
        pair: tuple[Original, Original],
        notices: Sequence[Original],  # noqa: ARG002 - the protocol's
        basis: Basis,
        settings: Settings,  # noqa: ARG002 - the protocol's
        earlier: Sequence[Figure] = (),  # noqa: ARG002 - the protocol's
    ) -> Diff:
        """One change."""
        return self.apart.run(diff, pair, basis, name=pair[1].name)


def light() -> None:
    """Lets children be born without the readers, which take longer to load than a whole trial may last."""
    from bot import inside

    os.environ["PYTHONHASHSEED"] = "0"
    inside.PRELOADED = ("bot.apart", "bench.crashing.reading")  # type: ignore[assignment]


def cover(title: str) -> Cover:
    """What the title says; nothing is read."""
    said = titles.read_title(title)
    return Cover(title=title, language="en", form=said.form, period=said.period, revision=said.revision, rank=said.rank)


def diff(pair: tuple[Original, Original], basis: Basis) -> Diff:
    """The two texts as one change of a value."""
    sides = [_side(original) for original in pair]
    quotes = [Quote(text=text, start=0, end=len(text)) for text in (original.body.decode() for original in pair)]
    change = Change(
        id=sha256("\0".join(quote.text for quote in quotes).encode()).hexdigest()[:12],
        kind=Kind.FIGURE_CHANGED,
        relation=Relation.VALUE_CHANGED,
        severity=Severity.HIGH,
        reason=Reason(code="figure_value_changed", values=(("metric", "n"), ("new", "1"), ("old", "2"))),
        old=quotes[0],
        new=quotes[1],
    )
    return Diff(
        old=sides[0],
        new=sides[1],
        basis=basis,
        basis_reason=Reason(code="basis_given"),
        changes=(change,),
        counts=Counts(),
        made_with=MadeWith(engine="1", lexicon="1", settings=""),
    )


def _side(original: Original) -> Side:
    return Side(
        name=original.name,
        sha256=sha256(original.body).hexdigest(),
        media_type="text/plain",
        pages=0,
        sentences=1,
        figures=1,
        language="en",
        title=original.name,
        filer=None,
        form=None,
        period=None,
        coverage=Coverage(characters=len(original.body)),
    )
