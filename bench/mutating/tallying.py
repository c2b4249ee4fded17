"""The judgements of many documents: a table per kind, and each miss and false alarm as one readable block."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from bench.mutating.judging import Judgement, Verdict
from bench.mutating.mutation import Kind
from diffing.change import Change

# A page of a document that has none, in signs: a Chinese one holds fewer.
SIGNS_PER_PAGE = {"zh": 1000, "en": 2800}
_COLUMNS = f"{'':20}{'edits':>7}{'found':>8}{'relation':>10}{'severity':>10}"


class Tally:
    """Counts per kind, and false alarms per page, of edited documents and of those merely set anew."""

    def __init__(self) -> None:
        self.counts: Counter[tuple[str, str]] = Counter()
        self.edited_pages = self.anew_pages = 0.0
        self.unasked = self.anew = 0

    def add(self, judgement: Judgement, pages: float) -> None:
        """Count one document; one without edits was set anew."""
        for verdict in judgement.verdicts:
            name = verdict.mark.kind.name
            self.counts[name, "edits"] += 1
            self.counts[name, "found"] += verdict.found
            self.counts[name, "named"] += verdict.found and verdict.named
            self.counts[name, "weighed"] += verdict.found and verdict.weighed
        if judgement.verdicts:
            self.edited_pages += pages
            self.unasked += len(judgement.unasked)
        else:
            self.anew_pages += pages
            self.anew += len(judgement.unasked)

    def rows(self, kinds: Iterable[Kind]) -> Iterator[str]:
        """The table, a sum below each group, and the false alarms."""
        yield _COLUMNS
        group: list[Kind] = []
        for kind in (*kinds, None):
            if group and (kind is None or kind.group != group[0].group):
                yield self._row(group[0].group.upper(), group)
                yield ""
                group = []
            if kind is not None:
                yield self._row(kind.name, [kind])
                group.append(kind)
        yield f"false alarms above info, beside edits: {_rate(self.unasked, self.edited_pages)}"
        yield f"alarms above info, merely set anew:    {_rate(self.anew, self.anew_pages)}"

    def _row(self, name: str, kinds: list[Kind]) -> str:
        edits, found, named, weighed = (
            sum(self.counts[kind.name, what] for kind in kinds) for what in ("edits", "found", "named", "weighed")
        )
        loud = not all(kind.most for kind in kinds)
        return (
            f"{name:20}{edits:>7}{_percent(found, edits):>8}"
            f"{_percent(named, found) if loud else '':>10}{_percent(weighed, found) if loud else '':>10}"
        )


def misses(judgement: Judgement, where: str) -> Iterator[str]:
    """One block for each edit that was missed, misnamed or too quiet, and for each false alarm."""
    alarm = "FALSE ALARM" if judgement.verdicts else "SET ANEW"
    for verdict in judgement.verdicts:
        fault = _fault(verdict)
        if fault:
            mark = verdict.mark
            told = "\n".join(f"    {_said(change)}" for change in verdict.changes) or "    nothing"
            yield f"{fault} · {mark.kind.name} · {where}\n  - {mark.old}\n  + {mark.new}\n  told:\n{told}"
    for change in judgement.unasked:
        yield f"{alarm} · {where}\n    {_said(change)}"


def _fault(verdict: Verdict) -> str:
    if not verdict.found:
        return "SPOKE" if verdict.mark.kind.most else "MISSED"
    if verdict.mark.kind.most:
        return ""
    return ("" if verdict.named else "MISNAMED") or ("" if verdict.weighed else "TOO QUIET")


def _said(change: Change) -> str:
    old, new = (quote.text.replace("\n", " ") if quote else "nothing" for quote in (change.old, change.new))
    return f"{change.relation}/{change.severity} ({change.reason.code}): {old}  →  {new}"


def _percent(part: float, whole: float) -> str:
    return f"{100 * part / whole:.1f}%" if whole else "-"


def _rate(alarms: int, pages: float) -> str:
    return f"{alarms} on {pages:.0f} pages, {100 * alarms / pages:.2f} per 100" if pages else "no page"
