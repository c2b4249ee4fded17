"""What was read and what is not shown, in words: every verdict says how far it reaches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.languages import Words
from bot.languages.said import told
from bot.rendering.guarding import one_line
from diffing.change import Change, Diff, Severity, Side
from diffing.document import Document


def loud_enough(diff: Diff, at_least: Severity) -> tuple[Change, ...]:
    """The changes at or above a severity, gravest first."""
    return tuple(change for change in diff.changes if change.severity.at_least(at_least))


def conclusive(diff: Diff) -> bool:
    """Whether "no change" may be said: both files were read whole and have something in common, or are the same."""
    return diff.old.sha256 == diff.new.sha256 or (correspond(diff) and read_whole(diff))


def read_whole(diff: Diff) -> bool:
    """Whether both files were read completely and surely."""
    return all(side.coverage.complete and side.sentences for side in (diff.old, diff.new))


def correspond(diff: Diff) -> bool:
    """Whether anything in the one has its like in the other; of strangers it says nothing that none of it changed."""
    counts = diff.counts
    return bool(counts.unchanged_sentences or counts.unchanged_figures or any(change.old for change in diff.changes))


def warnings(side: Side | Document, which: str, words: Words) -> tuple[str, ...]:
    """What was not read, or not surely, worst first; `which` is old, new or, of one alone, file."""
    coverage = side.coverage
    label = words.label("sides", which)
    lines = []
    if not side.sentences:
        lines.append(words.phrase("nothing_read", side=label))
    if coverage.pages_without_text:
        pages = words.counted("page", len(coverage.pages_without_text))
        listed = _page_list(coverage.pages_without_text, words)
        lines.append(words.phrase("pages_without_text", side=label, pages=pages, list=listed))
    if coverage.recognised_pages:
        pages = words.counted("page", len(coverage.recognised_pages))
        listed = _page_list(coverage.recognised_pages, words)
        lines.append(words.phrase("recognised_pages", side=label, pages=pages, list=listed))
    if coverage.unmapped_glyphs:
        characters = words.counted("character", coverage.unmapped_glyphs)
        lines.append(words.phrase("unmapped_glyphs", side=label, characters=characters))
    if coverage.doubtful_tables:
        tables = words.counted("table", len(coverage.doubtful_tables))
        lines.append(words.phrase("doubtful_tables", side=label, tables=tables))
    for key, names in (("embedded_files", coverage.embedded_files), ("repairs", coverage.repairs)):
        if names:
            listed = words.phrase("comma").join(told(name, words.language) for name in names)
            lines.append(words.phrase(key, side=label, list=one_line(listed)))
    heard = (one_line(told(warning, words.language)) for warning in side.warnings)
    lines.extend(words.phrase("warning", side=label, warning=warning) for warning in heard)
    return tuple(lines)


def counted_rest(changes: int, figures: int, words: Words) -> Iterator[str]:
    """How many changes and figures more there are than are shown, as far as there are any."""
    for what, count in (("more_change", changes), ("more_figure", figures)):
        if count > 0:
            yield words.counted(what, count)


def _page_list(pages: Sequence[int], words: Words) -> str:
    """The numbers of pages, runs of them shortened: 3, 7-19."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and page == runs[-1][-1] + 1:
            runs[-1][1:] = [page]
        else:
            runs.append([page])
    return words.phrase("comma").join("-".join(map(str, run)) for run in runs)


def verdict(diff: Diff, at_least: Severity, words: Words) -> str:
    """What may be said when there is no change to show."""
    fewer = min((diff.old, diff.new), key=lambda side: side.sentences)
    compared = {
        "sentences": words.counted("sentence", fewer.sentences),
        "figures": words.counted("figure", min(diff.old.figures, diff.new.figures)),
    }
    if not correspond(diff):
        return words.phrase("nothing_corresponds", **compared)
    if not conclusive(diff):
        return f"{words.phrase('no_verdict')}{words.phrase('full_stop')} {words.phrase('nothing_found', **compared)}"
    if not diff.changes:
        return words.phrase("no_change", **compared)
    return words.phrase("no_change_at", severity=words.label("severities", at_least), **compared)


def left_out(diff: Diff, shown: int, at_least: Severity, words: Words) -> tuple[str, ...]:
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
