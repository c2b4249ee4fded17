"""Dates that moved inside one pair of clauses: a deadline that slipped, a past event that now happened another day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from diffing.change import Basis, Relation
from diffing.correcting import NOTICE
from diffing.detecting.clauses import ClausePair
from diffing.detecting.comparison import Comparison
from diffing.detecting.word_change import WordChange
from diffing.extracting.calendar import FIRST_DATED
from diffing.extracting.cues import cues
from diffing.extracting.dating import reference_of
from diffing.extracting.periods import Dated, periods

# Any one day: what is relative resolves to the same on both sides.
_REFERENCE = date(2000, 1, 1)
# Words that place a clause in time to come. A date in another clause is a fact when it lies before the filing.
_AHEAD = {"will", "expect", "plan", "aim", "may"}


def date_changes(pair: ClausePair, comparison: Comparison) -> Iterator[WordChange]:
    """The dates of a pair of clauses that only one side names."""
    document = comparison.new.document
    old, new = (_dates(text, comparison) for text in (pair.old, pair.new))
    gone = [date for date in old if _days(date) not in map(_days, new)]
    come = [date for date in new if _days(date) not in map(_days, old)]
    # Elsewhere a clause may leave its year to the sentence before: only a date against a date is another date.
    # What a notice says now is the same text: 更正后 leaves a date out on purpose.
    same_text = comparison.basis is Basis.AMENDMENT or document.form == NOTICE
    enough = (gone or come) if same_text else (gone and come)
    if not enough:
        return
    ahead = any(cue.sense in _AHEAD for cue in cues(pair.old + pair.new, language=document.language))
    written = reference_of(document)
    known = written.year >= FIRST_DATED
    past = not ahead and not (known and any(day.last > written for day in (*gone, *come)))
    shifted = "claim_past_date_shifted" if past else "claim_date_shifted"
    yield WordChange(
        relation=Relation.DATE_SHIFTED,
        code=shifted if gone and come else "claim_date_gone" if gone else "claim_date_come",
        old=_said(pair.old, gone),
        new=_said(pair.new, come),
    )


def _dates(text: str, comparison: Comparison) -> Sequence[Dated]:
    # Both sides are resolved against one date: only what is printed may differ, not what 今年 means in each.
    found = periods(text, reference=_REFERENCE, language=comparison.new.document.language)
    return [dated for dated in found if not dated.relative]


def _days(date: Dated) -> tuple[object, object]:
    return date.first, date.last


def _said(text: str, dates: Sequence[Dated]) -> str:
    return ", ".join(text[date.start : date.end] for date in dates) or "—"
