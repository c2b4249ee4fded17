"""Looking again at documents that were fetched of late: publishers replace some at their address and list nothing.

    fetched ─► a day ─► three days ─► a week ─► left alone
                 │           │            │
                 └───────────┴────────────┴─► 304, or the same bytes: it stands
                                              other bytes: listed anew under its id, and compared with what it was

Each look is one conditional request at the pace of the host: three for a filing, over a week. Where a host names no
tag and no date, every look would fetch the document whole: then there is one look, after a day.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

import structlog

from bot.patience import AGES
from bot.polling import host_of, is_quiet
from bot.store import filings, looks
from bot.store.rows import FilingRow, Look
from watchers.errors import AwayError, SourceError, UnchangedError
from watchers.filing import Content, Held

if TYPE_CHECKING:
    from bot.pipeline import Pipeline

# A host that does not answer is asked for it again after this long; the look is not lost.
_LATER = timedelta(hours=6)

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Looking:
    """The looks of one pipeline."""

    pipeline: Pipeline

    def look(self, stopping: Callable[[], bool] = lambda: False) -> int:
        """Makes the looks that are due now, but for those at hosts that are away or quiet; how many were replaced."""
        now = self.pipeline.clock()
        watches = [name for name, watched in self.pipeline.watches.items() if watched.looks_again]
        with self.pipeline.store.reading() as connection:
            due = looks.due(connection, watches, now=now)
        replaced = 0
        for one in due:
            if stopping():
                break
            if not self._rests(one.row):
                replaced += self._look(one)
        return replaced

    def _rests(self, row: FilingRow) -> bool:
        now = self.pipeline.clock()
        return self.pipeline.hosts.rests(host_of(row.filing), now) or is_quiet(row.filing.address, now)

    def _look(self, look: Look) -> bool:
        """Whether the document is another one now."""
        away = False
        try:
            held = Held(etag=look.etag, modified=look.modified)
            source = self.pipeline.watches[look.row.watch].source
            content = source.fetch(replace(look.row.filing, held=held), now=self.pipeline.clock())
        except UnchangedError:
            return self._stands(look, None)
        except SourceError as error:
            away = isinstance(error, AwayError)
            _log.info("not looked at", filing=look.row.id, reason=str(error))
            with self.pipeline.store.writing() as connection:
                looks.put_off(connection, look, self.pipeline.clock() + _LATER)
            return False
        finally:
            self.pipeline.hosts.note(host_of(look.row.filing), self.pipeline.clock(), away=away)
        return self._stands(look, content) if content.sha256 == look.sha256 else self._replaced(look, content)

    def _stands(self, look: Look, content: Content | None) -> bool:
        made = look.made + 1
        told = bool(content.etag or content.modified) if content else True
        with self.pipeline.store.writing() as connection:
            if made < len(AGES) and told:
                looks.go_on(connection, look, look.fetched + AGES[made], content)
            else:
                looks.forget(connection, look.row)
        return False

    def _replaced(self, look: Look, content: Content) -> bool:
        """Lists the filing anew: its document is fetched, stored and compared like any other."""
        filing = replace(look.row.filing, version=content.sha256[:16], size_hint=len(content.body))
        with self.pipeline.store.writing() as connection:
            looks.forget(connection, look.row)
            filings.list_anew(connection, look.row, filing, now=self.pipeline.clock())
        _log.info("replaced", filing=look.row.id, address=look.row.filing.address)
        return True
