"""The words of one alert, and the report it links."""

from __future__ import annotations

import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bot.answering import write_whole
from bot.archive import Archive
from bot.languages import words_in
from bot.languages.said import told
from bot.notifying.sending import Alert
from bot.reasons import reason_words, sentence
from bot.rendering.guarding import one_line
from bot.store.restoring import restore_diff
from bot.store.rows import ChangeLog, FilingRow, OutageRow, Stage, Turn
from diffing.change import Diff

if TYPE_CHECKING:
    from bot.gathering import Digested
    from bot.summarising import Context, Summary

# Reasons of filings that have been compared, and are told of although nothing loud came of it.
_COMPARED = ("lineage_notice_quiet",)

# An outage names so many of its watches.
_NAMED = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """Words in one language; `reports` is the folder that reports are written to, with an absolute path."""

    language: str
    reports: Path
    archive: Archive

    def words(self, alert: Alert) -> str:
        """The alert as plain text that ends with a line end; its report is written before it is linked."""
        words = self._words(alert)
        return f"{self.again(alert)}\n{words}" if alert.again else words

    def _words(self, alert: Alert) -> str:
        if alert.outage:
            return self._outage(alert.outage, alert.turn)
        if alert.digest:
            from bot.gathering import digest_text

            return digest_text(self.digested(alert))
        return f"{self.superseded(alert)}\n" if alert.below else self._about_filing(alert)

    def digested(self, alert: Alert) -> Digested:
        """The digest of an alert in words."""
        from bot.gathering import digested

        assert alert.digest is not None, "an alert with a digest"
        return digested(alert.digest, alert.logs, self.language)

    def superseded(self, alert: Alert) -> str:
        """That a later version has come of the document that an alert was about."""
        assert alert.filing is not None, "a reply is about a filing"
        title = alert.title or alert.filing.filing.title
        return words_in(self.language).phrase("slack_superseded", title=one_line(title))

    def again(self, alert: Alert) -> str:
        """The line above an alert that may have been told before; empty above any other."""
        return sentence("told_again", self.language) if alert.again else ""

    def clear_left_overs(self, age: float) -> None:
        """Removes what killed writers of reports left, so many seconds ago or longer."""
        for left_over in [*self.reports.glob(".*"), *self.reports.glob("*.tmp")]:
            with suppress(FileNotFoundError):
                if left_over.stat().st_mtime <= time.time() - age:
                    left_over.unlink()

    def report(self, log: ChangeLog) -> Path:
        """The self-contained HTML report of a change log, written if it is not there."""
        return self._report(log, restore_diff(log.body))

    def _about_filing(self, alert: Alert) -> str:
        if alert.log is not None:
            return self._changes(alert.log)
        assert alert.filing is not None, "an alert that is not about an outage is about a filing"
        return "\n".join((*self.not_compared(alert.filing, alert.title), ""))

    def _outage(self, outage: OutageRow, turn: Turn | None) -> str:
        """One line for the begin of an outage, or for its end: which source, why, since when, and what happens now."""
        within = ", ".join(outage.watches[:_NAMED]) + (" …" if len(outage.watches) > _NAMED else "")
        words = sentence(
            "told_outage_over" if turn is Turn.ENDED else "told_outage",
            self.language,
            source=outage.source,
            cause=told(outage.cause, self.language),
            watches=within,
            began=_minute(outage.began),
            ended=_minute(outage.ended or outage.began),
        )
        return f"{words}\n"

    def _changes(self, log: ChangeLog) -> str:
        from bot.summarising import alert_text

        return alert_text(*self.summed_up(log))

    def summed_up(self, log: ChangeLog) -> tuple[Summary, Context]:
        """What is worth saying of a change log, and what beside it; its report is written before it is linked."""
        from bot.summarising import Context, summary

        diff = restore_diff(log.body)
        context = Context(
            watch=log.row.filing.watch,
            change_log=str(log.row.id),
            baseline=reason_words(log.row.reason, self.language),
            report=self._report(log, diff).as_uri(),
            old=self._old_address(log),
            new=log.new.address,
            old_published=_day(log.old.published),
            new_published=_day(log.new.published),
            first_seen=log.row.filing.first_seen,
        )
        return summary(diff, self.language), context

    def _report(self, log: ChangeLog, diff: Diff) -> Path:
        from bot.rendering.formats import rendered
        from bot.rendering.looks import Look

        path = self.reports / f"{log.row.id}-{log.new.sha256[:8]}-{self.language}.html"
        if not path.exists():
            look = Look(language=self.language, originals=(self._old_address(log), log.new.address))
            self.reports.mkdir(parents=True, exist_ok=True)
            write_whole(path, rendered(diff, "html", look))
        return path

    def _old_address(self, log: ChangeLog) -> str:
        """Where the old file is to be had: its own address, or a copy where the new one has taken its place."""
        if log.old.address != log.new.address:
            return log.old.address
        copy = self.reports / f"{log.old.sha256[:16]}{Path(log.old.name).suffix}"
        if not copy.exists():
            self.reports.mkdir(parents=True, exist_ok=True)
            write_whole(copy, self.archive.get(log.old.sha256))
        return copy.as_uri()

    def not_compared(self, row: FilingRow, title: str) -> tuple[str, ...]:
        """The lines about a filing without a diff: who filed what, why there is none, and where it is."""
        filing = row.filing
        reason = reason_words(row.reason, self.language) if row.reason else ""
        seen = _minute(row.first_seen)
        title = title or filing.title
        return (
            sentence("told_filing", self.language, filer=filing.filer.name or row.watch, title=title),
            sentence(_code(row), self.language, reason=reason),
            sentence("told_watch", self.language, watch=row.watch, address=filing.address, seen=seen),
        )


def _day(published: datetime | None) -> str:
    return published.date().isoformat() if published else ""


def _minute(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M}"


def _code(row: FilingRow) -> str:
    """Which sentence tells of a filing without a diff worth telling."""
    if row.stage is Stage.SET_ASIDE:
        return "told_set_aside"
    return "told_new" if row.reason and row.reason.code in _COMPARED else "told_not_compared"
