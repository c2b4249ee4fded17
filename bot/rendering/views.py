"""What every format shows of a diff, in words: the formats only lay it out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.languages import Words, words_in
from bot.rendering.amounts import difference
from bot.rendering.guarding import one_line
from bot.rendering.redlining import Redline, redline
from diffing.change import Basis, Change, Diff, FigurePair, Relation, Severity, Side
from diffing.figure import Figure

NOTHING_CHANGED = (Relation.IDENTICAL, Relation.FORMAT_ONLY)
_SECTION_LENGTH = 60


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
    """One change in words; `old` and `new` are its quotes on one line."""

    id: str
    severity: Severity
    severity_word: str
    kind: str
    relation: str
    section: str
    place: str
    reason: str
    notes: tuple[str, ...]
    runs: Redline
    old: str
    new: str
    focus_old: tuple[str, ...]
    focus_new: tuple[str, ...]
    figures: tuple[FigureView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SideView:
    """One of the two documents in words."""

    title: str
    about: str
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
    return DiffView(
        words=words,
        filer=one_line(diff.new.filer or diff.old.filer or ""),
        old=_side(diff.old, words),
        new=_side(diff.new, words),
        basis=words.phrase("basis", basis=words.label("bases", diff.basis), reason=words.reason(diff.basis_reason)),
        warnings=(*_warnings(diff.old, "old", words), *_warnings(diff.new, "new", words)),
        verdict="" if shown else _verdict(diff, at_least, words),
        groups=_groups(shown, diff.basis, words),
        agreements=tuple(figure_view(pair, words) for pair in diff.agreements),
        left_out=_left_out(diff, len(shown), at_least, words),
        made_with=words.phrase("made_with", engine=diff.made_with.engine, lexicon=diff.made_with.lexicon),
        settings=diff.made_with.settings,
    )


def loud_enough(diff: Diff, at_least: Severity) -> tuple[Change, ...]:
    """The changes at or above a severity, gravest first."""
    return tuple(change for change in diff.changes if change.severity.at_least(at_least))


def conclusive(diff: Diff) -> bool:
    """Whether "no change" may be said: both files were read completely, or they are the same file."""
    if diff.old.sha256 == diff.new.sha256:
        return True
    return all(side.coverage.complete and side.sentences for side in (diff.old, diff.new))


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
        reason=one_line(words.reason(change.reason)),
        notes=_notes(change, words),
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
        name=_figure_name(either, words),
        was=_printed(pair.old, words) or absent,
        now=_printed(pair.new, words) or absent,
        was_period=words.period(pair.old.period) if pair.old else "",
        now_period=words.period(pair.new.period) if pair.new else "",
        change=difference(pair, words),
    )


def _printed(figure: Figure | None, words: Words) -> str:
    """A figure as it is printed; a bare number in a table brings the unit of its table along."""
    if figure is None:
        return ""
    text = one_line(figure.text)
    if figure.table is None or figure.unit is None or not figure.table.unit_note:
        return text
    return text if words.label("unit_names", figure.unit) in text else f"{text} {one_line(figure.table.unit_note)}"


def _figure_name(figure: Figure, words: Words) -> str:
    headers = figure.table.row_header if figure.table else ()
    return one_line(figure.metric or " ".join(headers)) or words.phrase("unnamed_figure")


def _side(side: Side, words: Words) -> SideView:
    sentences, figures = words.counted("sentence", side.sentences), words.counted("figure", side.figures)
    read = words.phrase("coverage_flat", sentences=sentences, figures=figures)
    if side.pages:
        pages = words.counted("page", side.pages)
        read = words.phrase("coverage_pages", pages=pages, sentences=sentences, figures=figures)
    about = " ".join(part for part in (words.period(side.period), words.form(side.form)) if part)
    name = one_line(side.name)
    return SideView(title=one_line(side.title) or name, about=one_line(about), name=name, read=read, sha256=side.sha256)


def _warnings(side: Side, which: str, words: Words) -> tuple[str, ...]:
    """What was not read, or not surely, worst first."""
    coverage = side.coverage
    label = words.label("sides", which)
    lines = []
    if not side.sentences:
        lines.append(words.phrase("nothing_read", side=label))
    if coverage.pages_without_text:
        pages = words.counted("page", len(coverage.pages_without_text))
        lines.append(words.phrase("pages_without_text", side=label, pages=pages, list=_page_list(side, words)))
    if coverage.unmapped_glyphs:
        characters = words.counted("character", coverage.unmapped_glyphs)
        lines.append(words.phrase("unmapped_glyphs", side=label, characters=characters))
    if coverage.doubtful_tables:
        tables = words.counted("table", len(coverage.doubtful_tables))
        lines.append(words.phrase("doubtful_tables", side=label, tables=tables))
    for key, names in (("embedded_files", coverage.embedded_files), ("repairs", coverage.repairs)):
        if names:
            lines.append(words.phrase(key, side=label, list=one_line(words.phrase("comma").join(names))))
    lines.extend(words.phrase("warning", side=label, warning=one_line(warning)) for warning in side.warnings)
    return tuple(lines)


def _page_list(side: Side, words: Words) -> str:
    """The numbers of the pages without text, runs of them shortened: 3, 7-19."""
    runs: list[list[int]] = []
    for page in side.coverage.pages_without_text:
        if runs and page == runs[-1][-1] + 1:
            runs[-1][1:] = [page]
        else:
            runs.append([page])
    return words.phrase("comma").join("-".join(map(str, run)) for run in runs)


def _verdict(diff: Diff, at_least: Severity, words: Words) -> str:
    """What may be said when there is no change to show."""
    fewer = min((diff.old, diff.new), key=lambda side: side.sentences)
    compared = {
        "sentences": words.counted("sentence", fewer.sentences),
        "figures": words.counted("figure", min(diff.old.figures, diff.new.figures)),
    }
    if not conclusive(diff):
        return f"{words.phrase('no_verdict')}{words.phrase('full_stop')} {words.phrase('nothing_found', **compared)}"
    if not diff.changes:
        return words.phrase("no_change", **compared)
    return words.phrase("no_change_at", severity=words.label("severities", at_least), **compared)


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


def _notes(change: Change, words: Words) -> tuple[str, ...]:
    declared = () if change.declared is None else (words.phrase("declared" if change.declared else "undeclared"),)
    sure = (words.phrase("confidence", percent=round(change.confidence * 100)),) if change.confidence < 1 else ()
    return (*declared, *sure)


def _left_out(diff: Diff, shown: int, at_least: Severity, words: Words) -> tuple[str, ...]:
    """One line for each way in which something is not shown as a change."""
    counts = diff.counts
    sentences = words.counted("sentence", counts.unchanged_sentences)
    lines = [words.phrase("unchanged", sentences=sentences, figures=words.counted("figure", counts.unchanged_figures))]
    hidden = [f"{count:,} × {words.label('hidden', rule)}" for rule, count in counts.hidden if count]
    if hidden:
        lines.append(words.phrase("hidden", rules=words.phrase("semicolon").join(hidden)))
    below = len(diff.changes) - shown
    if below:
        severity = words.label("severities", at_least)
        lines.append(words.phrase("below", severity=severity, changes=words.counted("change", below)))
    return tuple(lines)
