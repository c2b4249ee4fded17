"""What every format shows of a diff, in words: the formats only lay it out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.languages import LANGUAGES, Words, words_in
from bot.rendering.accounting import left_out, loud_enough, verdict, warnings
from bot.rendering.amounts import difference, scaled
from bot.rendering.guarding import one_line
from bot.rendering.redlining import Redline, redline
from diffing.change import Basis, Change, Diff, FigurePair, Relation, Severity, Side
from diffing.figure import Figure, PeriodSource

# 单位：万元 is the unit after its label; what is in brackets, as in (in millions), is the note alone.
_UNIT_NOTE = re.compile(r"^[(（]?\s*(?:单位|金额单位)\s*[:：]\s*|[()（）]|\s*币种.*$")
_NOTE_LENGTH = 24
# A cell says these units itself.
_PRINTED_UNITS = ("percent", "percentage_point", "basis_point")
NOTHING_CHANGED = (Relation.IDENTICAL, Relation.FORMAT_ONLY)
_SECTION_LENGTH = 60
# From here on a confidence is not worth a word.
_SURE = 0.95


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureView:
    """One figure, was and now; `change` is empty where a difference says nothing."""

    name: str
    was: str
    now: str
    was_period: str
    now_period: str
    change: str

    @property
    def period(self) -> str:
        """The period of both sides, or both periods."""
        periods = dict.fromkeys(period for period in (self.was_period, self.now_period) if period)
        return " → ".join(periods)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeView:
    """One change in words; `old` and `new` are its quotes on one line.

    `declared` says whether a correction notice announces it, `declaration` the same in words; None and empty without.
    """

    id: str
    severity: Severity
    severity_word: str
    kind: str
    relation: str
    section: str
    place: str
    reason: str
    declared: bool | None
    declaration: str
    runs: Redline
    old: str
    new: str
    focus_old: tuple[str, ...]
    focus_new: tuple[str, ...]
    figures: tuple[FigureView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SideView:
    """One of the two documents in words: `about` is its period and form, `heading` tells it from the other one."""

    title: str
    about: str
    heading: str
    name: str
    read: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DiffView:
    """A diff in words, for one language, down to one severity; `verdict` stands where there is no change to show."""

    words: Words
    filer: str
    old: SideView
    new: SideView
    basis: str
    warnings: tuple[str, ...]
    verdict: str
    groups: tuple[tuple[str, tuple[ChangeView, ...]], ...]
    agreements: tuple[FigureView, ...]
    left_out: tuple[str, ...]
    made_with: str
    settings: str

    @property
    def changes(self) -> tuple[ChangeView, ...]:
        """All changes shown, gravest first."""
        return tuple(change for _, group in self.groups for change in group)


def view(diff: Diff, *, language: str = "en", at_least: Severity = Severity.INFO) -> DiffView:
    """The diff in words, with the changes at or above `at_least`."""
    words = words_in(language)
    shown = loud_enough(diff, at_least)
    old, new = _told_apart(_side(diff.old, words), _side(diff.new, words))
    return DiffView(
        words=words,
        filer=one_line(diff.new.filer or diff.old.filer or ""),
        old=old,
        new=new,
        basis=words.phrase("basis", basis=words.label("bases", diff.basis), reason=words.reason(diff.basis_reason)),
        warnings=(*warnings(diff.old, "old", words), *warnings(diff.new, "new", words)),
        verdict="" if shown else verdict(diff, at_least, words),
        groups=_groups(shown, diff.basis, words),
        agreements=tuple(figure_view(pair, words) for pair in diff.agreements),
        left_out=left_out(diff, len(shown), at_least, words),
        made_with=words.phrase("made_with", engine=diff.made_with.engine, lexicon=diff.made_with.lexicon),
        settings=diff.made_with.settings,
    )


def change_view(change: Change, basis: Basis, words: Words) -> ChangeView:
    """One change in words."""
    return ChangeView(
        id=change.id,
        severity=change.severity,
        severity_word=words.label("severities", change.severity),
        kind=words.label("kinds", change.kind),
        relation=words.relation(change.relation, basis),
        section=_section(change.section),
        place=_place(change, words),
        reason=_reason(change, words),
        declared=change.declared,
        declaration=_declaration(change.declared, words),
        runs=redline(change),
        old=one_line(change.old.text) if change.old else "",
        new=one_line(change.new.text) if change.new else "",
        focus_old=tuple(_stated(change, old=True)),
        focus_new=tuple(_stated(change, old=False)),
        figures=tuple(figure_view(pair, words) for pair in change.figures if pair.relation not in NOTHING_CHANGED),
    )


def _stated(change: Change, *, old: bool) -> Iterator[str]:
    """The words of the figures and claims that a change touches, on one side."""
    for figures in change.figures:
        if figure := figures.old if old else figures.new:
            yield figure.text
    for claims in change.claims:
        if claim := claims.old if old else claims.new:
            yield claim.text


def figure_view(pair: FigurePair, words: Words) -> FigureView:
    """A pair of figures in words; what one side does not state is a dash."""
    either = pair.new or pair.old
    assert either is not None
    absent = words.phrase("not_stated")
    return FigureView(
        name=figure_name(either, words),
        was=_printed(pair.old, words) or absent,
        now=_printed(pair.new, words) or absent,
        was_period=_period(pair.old, pair.relation, words),
        now_period=_period(pair.new, pair.relation, words),
        change=difference(pair, words),
    )


def _period(figure: Figure | None, relation: Relation, words: Words) -> str:
    """The period of a figure. Where the period is what is new, it is said that none is stated: not one inferred."""
    if figure is None:
        return ""
    if relation is Relation.NEW_PERIOD and figure.period_source in (PeriodSource.INFERRED, PeriodSource.UNKNOWN):
        return words.phrase("undated")
    return words.period(figure.period)


def _printed(figure: Figure | None, words: Words) -> str:
    """A figure as it is printed; a bare number in a table brings along what the table says of its unit."""
    if figure is None:
        return ""
    text = one_line(figure.text)
    if figure.table is None or figure.unit is None or figure.unit in _PRINTED_UNITS:
        return text
    note = _UNIT_NOTE.sub("", one_line(figure.table.unit_note))
    if _names(note, figure.unit):
        return f"{text} {note}"
    return f"{text} ({words.amount(scaled(figure.value, words), figure.unit)})" if figure.scale else text


def _names(note: str, unit: str) -> bool:
    """Whether the note of a table tells the unit of a figure in it: a column may have a unit of its own."""
    names = (words_in(language).label("unit_names", unit) for language in LANGUAGES)
    return len(note) <= _NOTE_LENGTH and any(name in note for name in names)


def figure_name(figure: Figure, words: Words) -> str:
    """What a figure measures, and against what if it is a change."""
    headers = figure.table.row_header if figure.table else ()
    name = one_line(figure.metric or " ".join(headers)) or words.phrase("unnamed_figure")
    if figure.comparison is None:
        return name
    return f"{name} ({words.label('comparisons', figure.comparison.type)})"


def _side(side: Side, words: Words) -> SideView:
    sentences, figures = words.counted("sentence", side.sentences), words.counted("figure", side.figures)
    read = words.phrase("coverage_flat", sentences=sentences, figures=figures)
    if side.pages:
        pages = words.counted("page", side.pages)
        read = words.phrase("coverage_pages", pages=pages, sentences=sentences, figures=figures)
    about = one_line(words.phrase("period_and_form", period=words.period(side.period), form=words.form(side.form)))
    name = one_line(side.name)
    title = one_line(side.title) or name
    heading = title if about in title else f"{title} ({about})"
    return SideView(title=title, about=about, heading=heading, name=name, read=read, sha256=side.sha256)


def _told_apart(old: SideView, new: SideView) -> tuple[SideView, SideView]:
    """Two documents of the same title are told apart by their file names."""
    if old.heading != new.heading or old.name == new.name:
        return old, new
    first, second = (replace(side, heading=f"{side.heading} [{side.name}]") for side in (old, new))
    return first, second


def _groups(changes: tuple[Change, ...], basis: Basis, words: Words) -> tuple[tuple[str, tuple[ChangeView, ...]], ...]:
    views = [change_view(change, basis, words) for change in changes]
    return tuple(
        (words.label("severities", severity), group)
        for severity in reversed(Severity)
        if (group := tuple(one for one in views if one.severity is severity))
    )


def _section(path: tuple[str, ...]) -> str:
    """The last two headings; longer paths fill the screen and place nothing better."""
    names = [name if len(name) <= _SECTION_LENGTH else f"{name[:_SECTION_LENGTH]}…" for name in map(one_line, path)]
    return " › ".join(names[-2:])


def _place(change: Change, words: Words) -> str:
    old, new = (quote.page if quote else None for quote in (change.old, change.new))
    if old is not None and new is not None and old != new:
        return words.phrase("pages", old=old, new=new)
    page = new if new is not None else old
    return words.phrase("page", page=page) if page is not None else ""


def _reason(change: Change, words: Words) -> str:
    """The reason, and how sure it is where that is worth a word."""
    reason = one_line(words.reason(change.reason))
    if change.confidence >= _SURE:
        return reason
    return words.phrase("comma").join((reason, words.phrase("confidence", percent=int(change.confidence * 100))))


def _declaration(declared: bool | None, words: Words) -> str:  # noqa: FBT001 - the change's own field
    if declared is None:
        return ""
    return words.phrase("declared" if declared else "undeclared")
