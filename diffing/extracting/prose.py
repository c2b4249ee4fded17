"""Figures of sentences: each quantity with its metric, entity, period, role and modality.

Reading goes in order through the document: a sentence without a subject or a date has those of the one before it in its
paragraph, and 同比增长 3.8% measures what the figure before it measures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from diffing.document import Document
from diffing.extracting import metrics
from diffing.extracting.basis import basis_of, is_basis
from diffing.extracting.building import Meaning, build
from diffing.extracting.calendar import Context
from diffing.extracting.changing import Move, move_of
from diffing.extracting.clauses import Said
from diffing.extracting.english_phrases import TIMES, english_metric
from diffing.extracting.hearing import Heard
from diffing.extracting.metrics import Metric
from diffing.extracting.names import Names
from diffing.extracting.notes import Note
from diffing.extracting.phrases import metric_of
from diffing.extracting.quantities import Quantity
from diffing.extracting.quantities import scan as scan_quantities
from diffing.extracting.ranks import ranks
from diffing.extracting.respective import respective
from diffing.extracting.shares import share
from diffing.extracting.speaking import modal_words, modality_of, names_source, source_of
from diffing.extracting.subjects import Subject, entity_of
from diffing.extracting.timing import Told, told
from diffing.extracting.turns import Row, Turn, turns
from diffing.figure import Comparison, Figure, Modality, Period, PeriodSource, Tier


@dataclass(slots=True)
class Story:
    """What has been said so far: the running subject, period and metric of the paragraph, and the last unit note."""

    document: Document
    names: Names
    context: Context
    subject: Subject
    metric: Metric = metrics.NONE
    share: Metric = metrics.NONE
    rank: Metric = metrics.NONE
    period: Period | None = None
    block: int = -1
    move: Move | None = None
    note: str = ""
    note_end: int = -(10**9)
    standing: tuple[tuple[int, Note], ...] = ()
    said_end: int = 0
    table_note: Note = field(default_factory=Note)
    table_end: int = -1
    table_columns: int = 0

    def go_on(self, heard: Heard) -> None:
        """What was named last in a sentence is what the tables and cells after it go on from."""
        self.context.year, self.context.month = heard.year, heard.month
        self.subject.name, self.subject.object_name = heard.subject, heard.introduced


def figures_of(heard: Heard, story: Story) -> Iterator[Figure]:
    """The figures of one sentence, in order; the story goes on by its periods."""
    sentence, said = heard.sentence, heard.said
    if sentence.block != story.block:
        story.block, story.period, story.metric, story.share = sentence.block, None, metrics.NONE, metrics.NONE
    found = list(scan_quantities(said.text, said.language, said.hidden))
    if said.language == "zh":
        found = _with_ranks(said, found)
    times = told(said)
    if found:
        yield from _bound_all(_around(heard, found, times), found, story)
    if times.periods:
        story.period = times.periods[-1].period


@dataclass(frozen=True, slots=True)
class _Around:
    """What a sentence says around its figures: of when, how firmly, and whether it names anything known or a source."""

    heard: Heard
    times: Told
    modal: Sequence[tuple[int, Modality]]
    names_measure: bool
    names_source: bool
    turns: dict[int, Turn] = field(default_factory=dict)
    row: Row = field(default_factory=lambda: Row([]))


def _around(heard: Heard, found: Sequence[Quantity], times: Told) -> _Around:
    text, language = heard.said.text, heard.said.language
    bare = any(one.unit is None and not one.scale for one in found)
    return _Around(
        heard, times, modal_words(text, language), bare and metrics.has_alias(text) is not None,
        names_source(text, language),
    )  # fmt: skip


def _bound_all(around: _Around, found: Sequence[Quantity], story: Story) -> Iterator[Figure]:
    said = around.heard.said
    paired = respective(said, found)
    around.turns.update(turns(said, found))
    floor = 0
    for quantity in found:
        figure = _bound(around, quantity, floor, story)
        if figure is not None and quantity.start in paired:
            figure = replace(figure, period=paired[quantity.start].period, period_source=PeriodSource.EXPLICIT)
        if figure is not None:
            yield figure
        floor = _past(said.text, quantity)


# Decreased by $5 million, or 12%: one change, said twice.
_OR = re.compile(r"(?:, or|[(]|（|，即)[ ]?$")


def _same_move(text: str, quantity: Quantity, last: Move | None) -> Move | None:
    if last is None or quantity.unit != "percent" or not _OR.search(text, max(0, quantity.left - 5), quantity.left):
        return None
    said = Comparison(type=last.comparison.type, direction=last.comparison.direction, form="relative")
    return Move(said, negative=said.direction == "down" and quantity.value > 0)


def _with_ranks(said: Said, found: list[Quantity]) -> list[Quantity]:
    ranked = list(ranks(said.text))
    taken = {at for one in ranked for at in range(one.start, one.end)}
    return sorted([*ranked, *(one for one in found if one.start not in taken)], key=lambda one: one.start)


_OWNS = re.compile("累计|合计|所持|质押|已质押|本次")
_TITLE = re.compile(r"^[ ]*(?:先生|女士)?[ ]*")


def _without_owner(metric: Metric, names: Names, entity: str) -> Metric:
    """The metric without the name of whose it is: 昆仑万维研发人员数量 is 研发人员数量."""
    said = metric.words.casefold()
    if entity and said.startswith(entity.casefold()) and _OWNS.match(said, len(entity)):
        return metrics.named(metric.words[len(entity) :])
    if not metric.known:
        return metric
    for name in sorted({*names.own, entity.casefold()}, key=lambda name: (-len(name), name)):  # a set has no order
        rest = _TITLE.sub("", metric.words[len(name) :]) if name and said.startswith(name) else ""
        if metrics.has_alias(rest):
            return metrics.named(rest)
    return metric


_METRICS = {"zh": metric_of, "en": english_metric}


def _past(text: str, quantity: Quantity) -> int:
    """Where a quantity ends together with the noun it counts."""
    at = text.find(quantity.noun, quantity.right, quantity.right + 8) if quantity.noun else -1
    return at + len(quantity.noun) if at >= 0 else quantity.right


def _bound(around: _Around, quantity: Quantity, floor: int, story: Story) -> Figure | None:
    heard, said = around.heard, around.heard.said
    if quantity.unit is None and not quantity.scale and not (around.names_measure or story.metric.known):
        story.move = None
        return None
    move = move_of(said.text, said.starts[said.clause(quantity.start)], quantity, said.language)
    turn = around.turns.get(quantity.start)
    move = move or (around.row.move if turn is not None else _same_move(said.text, quantity, story.move))
    story.move = move
    last = _last(quantity, move, story)
    entity = entity_of(said, (quantity.start, quantity.end), heard.heads, heard.subject)
    metric = _without_owner(
        _METRICS[said.language](said, quantity, floor, last, change=move is not None), story.names, entity
    )
    metric = last if is_basis(metric.words) else metric
    if said.language == "zh" and quantity.unit == "percent" and move is None:
        metric = share(metric, story.metric)
    metric = _in_turn(around.row, turn, metric, move)
    unit = quantity.unit or metric.unit
    if unit is None and not quantity.scale and not (metric.known and _stated(said.text, quantity)):
        return None
    if unit == "rank" and quantity.unit != "rank" and not _stated(said.text, quantity):
        return None
    _remember(metric, unit, move, story)
    period, source = _period(quantity, around.times, story, metric, change=move is not None)
    modality = modality_of(around.modal, said.starts[max(0, said.clause(quantity.start) - 1)], quantity.left)
    meaning = Meaning(
        metric=metric, unit=unit, entity=entity, move=move, period=period, source=source, modality=modality,
        attribution=source_of(said.text, quantity.start, said.language) if around.names_source else "",
        basis=basis_of(said, quantity, floor),
    )  # fmt: skip
    return build(heard.sentence, quantity, meaning, story.document)


def _in_turn(row: Row, turn: Turn | None, metric: Metric, move: Move | None) -> Metric:
    """The measure of a figure, by its turn where it has one; the row remembers the levels before it."""
    if turn is not None:
        row.move = move
        return row.metric(turn, metric)
    row.levels.append(metric)
    return metric


def _last(quantity: Quantity, move: Move | None, story: Story) -> Metric:
    """What was measured last: a rank's field for a rank, and for points that a share rose by, the share."""
    if quantity.unit == "rank":
        return story.rank
    points = move is not None and quantity.unit == "percentage_point"
    return story.share if points and story.share.words else story.metric


def _remember(metric: Metric, unit: str | None, move: Move | None, story: Story) -> None:
    """What the next figure may be said of: a share is remembered beside the measure it is of."""
    if unit in TIMES:
        return
    if unit == "rank":
        story.rank = metric
    elif set(metric.words) & set("占佔") and unit == "percent":
        story.share = metric
    elif metric.words and (move is None or not story.metric.words):
        story.metric, story.share = metric, metrics.NONE


_STATED = re.compile(r"(?:[为是达至到：:]|was|is|of|were|to|at)[ ]?$")


def _stated(text: str, quantity: Quantity) -> bool:
    """Whether a bare number is stated as a value: 市盈率为 15.2, not 天工 3.0."""
    before = text[max(0, quantity.left - 4) : quantity.left]
    return (
        bool(_STATED.search(before)) or metrics.has_alias(text[max(0, quantity.left - 8) : quantity.left]) is not None
    )


def _period(
    quantity: Quantity, times: Told, story: Story, metric: Metric, *, change: bool
) -> tuple[Period | None, PeriodSource]:
    """The period of a figure: that of its sentence, that running in its paragraph, for what is financial the report."""
    named = times.period_of(quantity, change=change)
    if named is not None:
        return named
    if story.period is not None:
        return story.period, PeriodSource.INHERITED
    if metric.tier is Tier.FINANCIAL and story.context.report is not None:
        return story.context.report, PeriodSource.INFERRED
    return None, PeriodSource.UNKNOWN
