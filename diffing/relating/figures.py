"""How a new figure relates to an old one, by the first row of a table whose test holds.

    value    other parts of the key     relation
    equal    one part differs           …_changed: the same number is now said of something else
    equal    all agree                  identical, format_only, qualifier_changed
    meets    all agree                  refined_precision, coarsened
    any      period differs             new_period
    apart    all agree                  value_changed and its kin

A figure of another measure or entity with another value is not the old one's successor: the answer is None.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from diffing.change import Relation
from diffing.extracting.qualifiers import senses
from diffing.figure import Figure, Modality, PeriodSource
from diffing.keys import key
from diffing.relating import measures, values
from diffing.relating.measures import Match

_PRINTED = {PeriodSource.EXPLICIT, PeriodSource.TABLE}
_ARABIC = re.compile(r"[0-9]")
_EXPECTED = {Modality.FORECAST, Modality.TARGET, Modality.ESTIMATE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """Two figures held against each other.

    `aligned` says that they stand in the same place of the same sentence or cell, so that words which did not change
    around them mean the same thing. `restated` says that the filer itself speaks of a correction there, `later` that
    the new document is the next one in its series, where a figure for an earlier time is a comparative; `until` is the
    day the old one reports up to, `reported` the new one: what is said of later days is an outlook, and moves.
    `reissued` says that both are issues of one text, where nothing is said anew.
    """

    old: Figure
    new: Figure
    aligned: bool = False
    restated: bool = False
    later: bool = False
    until: date | None = None
    reported: date | None = None
    reissued: bool = False

    @property
    def same_value(self) -> bool:
        """Whether the values are equal."""
        return values.same_value(self.old, self.new)

    @property
    def other_measure(self) -> bool:
        """Whether they are said of different measures; in the same place only names known to differ count."""
        match = measures.measure(self.old, self.new)
        return match is Match.DIFFERENT and (not self.aligned or self.renamed)

    @property
    def renamed(self) -> bool:
        """Whether the words of the measure differ."""
        return key(self.old.metric) != key(self.new.metric)

    @property
    def other_entity(self) -> bool:
        """Whether they are said of different entities; in the same place, whether each names its own."""
        if measures.entity(self.old, self.new) is not Match.DIFFERENT:
            return False
        return not self.aligned or (_names_entity(self.old) and _names_entity(self.new))

    @property
    def other_period(self) -> bool:
        """Whether they are for different times; in the same place of two issues, whether both print another time.

        A time that follows from the document's own, 报告期 or 本期, is another one for no better reason than its cover.
        """
        if measures.period(self.old, self.new) is not Match.DIFFERENT:
            return False
        own = self.reissued and self.aligned
        return not own or (_prints_its_time(self.old) and _prints_its_time(self.new))

    @property
    def guessed_period(self) -> bool:
        """Whether the time of one of them is only a guess."""
        return measures.guessed_period(self.old) or measures.guessed_period(self.new)

    @property
    def printed_periods(self) -> bool:
        """Whether both say their time themselves, in the sentence or in the head of a table.

        A date beside a number that has no known measure may be a deadline (matures on September 30) and not its time.
        """
        return all(figure.concept and _prints_its_time(figure) for figure in (self.old, self.new))

    @property
    def outlook(self) -> bool:
        """Whether the old figure is for days after those its document reports on, as of a schedule of payments."""
        period = self.old.period
        return self.later and self.until is not None and period is not None and period.last > self.until

    @property
    def expected(self) -> bool:
        """Whether both speak of what is to come; a year later a plan beside what came of it does not."""
        sides = ((self.old, self.until), (self.new, self.reported))
        if self.later and any(day and one.period and one.period.last <= day for one, day in sides):
            return False
        return self.old.modality in _EXPECTED and self.new.modality in _EXPECTED


def _prints_its_time(figure: Figure) -> bool:
    """Whether the words of a figure say its time: right beside it, in its column head, or earlier in its sentence."""
    if figure.table is not None:
        heads = (*figure.table.column_header, *figure.table.row_header)
        return figure.period_source in _PRINTED and any(sign.isdigit() for head in heads for sign in key(head))
    if figure.period_source in _PRINTED:
        return True
    if figure.period_source is not PeriodSource.INHERITED or figure.period is None:
        return False
    return str(figure.period.last.year) in key(figure.sentence or "")


def _names_entity(figure: Figure) -> bool:
    """Whether the sentence of a figure prints the name of its entity; a cell is named by its row, which is paired."""
    return figure.table is None and key(figure.entity) in key(figure.sentence or "")


Test = Callable[[Meeting], bool]


def _printed_alike(m: Meeting) -> bool:
    """Whether both print the same under the same note, whatever was made of the headers around them."""
    noted = _unit_note(m.old), _unit_note(m.new)
    return key(m.old.text) == key(m.new.text) and not (all(noted) and noted[0] != noted[1])


def _bounded_otherwise(m: Meeting) -> bool:
    """Whether the words of two figures bound them otherwise, whatever came of it: 约 56,000 多 and 超过 56,000 多."""
    return senses(m.old.text) != senses(m.new.text)


def _unit_changed(m: Meeting) -> bool:
    return not _printed_alike(m) and not values.same_unit(m.old, m.new) and values.same_digits(m.old, m.new)


def _unit_note(figure: Figure) -> str:
    return key(figure.table.unit_note) if figure.table else ""


def _period_basis(m: Meeting) -> bool:
    if not m.other_period or m.guessed_period or m.old.period is None or m.new.period is None:
        return False
    return measures.nested(m.old.period, m.new.period)


def _comparison_basis(m: Meeting) -> bool:
    return measures.comparison(m.old, m.new) is Match.DIFFERENT


def _agree(m: Meeting) -> bool:
    """Whether both can be true. In two issues of one text another number in the same place is another number."""
    if m.reissued and m.aligned and values.printed_otherwise(m.old, m.new):
        return False
    return values.consistent(m.old, m.new)


# The number stayed; what it is said of did not.
_SAME_VALUE: tuple[tuple[Relation, Test], ...] = (
    (Relation.COMPARISON_BASIS_CHANGED, _comparison_basis),
    (Relation.PERIOD_BASIS_CHANGED, _period_basis),
    (Relation.PERIOD_MOVED, lambda m: m.other_period and m.printed_periods),
    (Relation.ENTITY_CHANGED, lambda m: m.other_entity),
    (Relation.METRIC_CHANGED, lambda m: m.other_measure or measures.basis(m.old, m.new) is Match.DIFFERENT),
    (Relation.SCOPE_CHANGED, lambda m: measures.printed_scope(m.old, m.new) is Match.DIFFERENT),
    (Relation.GUIDANCE_CHANGED, lambda m: m.expected and m.old.qualifier != m.new.qualifier),
    (Relation.BOUND_FLIPPED, lambda m: values.bound_turned(m.old, m.new)),
    (Relation.QUALIFIER_CHANGED, lambda m: m.old.qualifier != m.new.qualifier or _bounded_otherwise(m)),
    (Relation.COARSENED, lambda m: m.new.decimals < m.old.decimals and _same_scale(m)),
    (Relation.REFINED_PRECISION, lambda m: m.new.decimals > m.old.decimals and _same_scale(m)),
    (Relation.METRIC_SYNONYM, lambda m: m.renamed and measures.measure(m.old, m.new) is Match.SAME),
    (Relation.FORMAT_ONLY, lambda m: key(m.old.text) != key(m.new.text)),
    (Relation.IDENTICAL, lambda _: True),
)

# The number changed; first whatever explains it.
_OTHER_VALUE: tuple[tuple[Relation, Test], ...] = (
    (Relation.IDENTICAL, lambda m: m.aligned and values.rescaled(m.old, m.new) and _printed_alike(m)),
    (Relation.SIGN_FLIPPED, lambda m: values.opposite(m.old, m.new) and not m.other_period),
    (Relation.SCALE_CHANGED, lambda m: values.rescaled(m.old, m.new) and not m.other_period),
    (Relation.NEW_PERIOD, lambda m: m.other_period or m.outlook),
    (Relation.COMPARISON_BASIS_CHANGED, _comparison_basis),
    (Relation.GUIDANCE_CHANGED, lambda m: m.expected),
    (Relation.BOUND_FLIPPED, lambda m: values.bound_turned(m.old, m.new)),
    (Relation.REFINED_PRECISION, lambda m: _agree(m) and values.narrower(m.old, m.new)),
    (Relation.COARSENED, _agree),
    (Relation.RESTATED, lambda m: m.restated),
    (Relation.COMPARATIVE_CHANGED, lambda m: m.later and not m.guessed_period),
    (Relation.VALUE_CHANGED, lambda _: True),
)


def _same_scale(m: Meeting) -> bool:
    """Whether decimals can be compared: 3 亿 → 3.00 亿 says more, 壹亿 → 100,000,000 only prints it otherwise."""
    return _printed_as(m.old) == _printed_as(m.new)


def _printed_as(figure: Figure) -> tuple[int, str | None, bool]:
    """Scale, unit, and whether the number is in Arabic digits: what a print of it has beside its digits."""
    return figure.scale, figure.unit, _ARABIC.search(key(figure.numeral)) is not None


def _other_unit(m: Meeting) -> bool:
    return not values.same_unit(m.old, m.new) and not values.same_digits(m.old, m.new)


def _out_of_place(m: Meeting) -> bool:
    """Out of its place a figure is only held against one known to measure the same; a year later, by its concept."""
    if m.aligned or m.same_value:
        return False
    proven = measures.measure(m.old, m.new) is Match.SAME
    return not proven or (m.later and not m.old.concept and not m.other_period)


# What makes two figures strangers, one of which does not take the other's place.
_STRANGERS: tuple[Test, ...] = (
    _other_unit,
    lambda m: not m.same_value and m.other_measure,
    # In one place of two issues another name beside another number is a change; a year later it is somebody else.
    lambda m: not m.same_value and (m.later or not m.aligned) and m.other_entity,
    # A year later the table of the parent may stand where that of the group stood.
    lambda m: not m.same_value and m.later and not m.other_period and measures.parent_and_group(m.old, m.new),
    _out_of_place,
)


def relate_figures(meeting: Meeting) -> Relation | None:
    """The relation of the new figure to the old one, or None when they do not speak of the same thing."""
    if _unit_changed(meeting):
        return Relation.UNIT_CHANGED
    if any(strange(meeting) for strange in _STRANGERS):
        return None
    rows = _SAME_VALUE if meeting.same_value else _OTHER_VALUE
    return next(relation for relation, test in rows if test(meeting))
