"""What every format shows of a diff, in words: the formats only lay it out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.languages import Words, words_in
from bot.rendering.accounting import left_out, loud_enough, verdict, warnings
from bot.rendering.figure_views import FigureView, figure_view
from bot.rendering.guarding import one_line
from bot.rendering.redlining import Redline, redline
from diffing.change import Basis, Change, Diff, Relation, Severity, Side

NOTHING_CHANGED = (Relation.IDENTICAL, Relation.FORMAT_ONLY)
_SECTION_LENGTH = 60
# From here on a confidence is not worth a word.
_SURE = 0.95


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeView:
    """One change in words; `old` and `new` are its quotes on one line, `sense` the code of its relation's words.

    `declared` says whether a correction notice announces it, `declaration` the same in words; None and empty without.
    `table` is the number of the table that all its figures stand in, of the new document where it is there.
    """

    id: str
    severity: Severity
    severity_word: str
    kind: str
    relation: str
    sense: str
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
    page_old: int | None = None
    page_new: int | None = None
    table: int | None = None


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
        sense=words.sense(change.relation),
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
        page_old=change.old.page if change.old else None,
        page_new=change.new.page if change.new else None,
        table=_table(change),
    )


def _table(change: Change) -> int | None:
    figures = [pair.new or pair.old for pair in change.figures]
    tables = {figure.table.table if figure and figure.table else None for figure in figures}
    return tables.pop() if len(tables) == 1 else None


def _stated(change: Change, *, old: bool) -> Iterator[str]:
    """The words of the figures and claims that a change touches, on one side."""
    for figures in change.figures:
        if figure := figures.old if old else figures.new:
            yield figure.text
    for claims in change.claims:
        if claim := claims.old if old else claims.new:
            yield claim.text


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
