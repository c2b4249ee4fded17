"""What becomes of a filing once it has been read: what it is compared with, and what is stored and told of that.

    versions of its filer ─► plan ─► comparisons ─► diffs ─┬─► stored with their changes
              │                          ▲                 └─► alerts in the outbox
              └─► ledger: figures that  ─┘
                  the filer stated elsewhere

All of it takes effect in one transaction. A version that turns out to be older than one that was compared without it
puts that one back, to be compared again: what was stored and told before stays as it was.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import structlog

from bot.asking.hushing import wished
from bot.keeping.retaining import lasting
from bot.ledger import binding
from bot.lineage import Comparison, Plan, announces, may_precede, noticed, plan
from bot.routing import About, Destination, destinations
from bot.store import diffs, digests, filings, ledger, outbox
from bot.store.rows import FilingRow, Stage
from bot.versions import Version
from diffing.change import Basis, Diff, Reason
from diffing.figure import Figure

if TYPE_CHECKING:
    from bot.pipeline import Pipeline

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Verdict:
    """The comparing of one filing that has been read."""

    pipeline: Pipeline
    row: FilingRow

    def reach(self) -> bool:
        """Whether the filing was still to be compared, and has come to its end. What is silent is only put in order."""
        stored = self._stored()
        new = next(version for version in stored if version.id == self.row.version)
        late = self._late(new, stored)
        if self.row.silent:
            return self._end((), Reason(code="lineage_first"), told=False, late=late)
        planned = lasting(plan(new, stored))
        comparisons = self._not_made(planned.comparisons)
        earlier = self._earlier(new, stored, planned)
        made = tuple((one, self._diff(one, earlier if at == 0 else ())) for at, one in enumerate(comparisons))
        self.pipeline.crossing("compared")
        return self._end(made, planned.reason, told=planned.told, late=late)

    def _stored(self) -> list[Version]:
        with self.pipeline.store.reading() as connection:
            return filings.read_versions(connection, self.row.filing.filer.id)

    def _not_made(self, planned: Sequence[Comparison]) -> list[Comparison]:
        """The comparisons that are not stored yet: a filing that is compared again keeps what it has.

        One whose notice came after it was made is made once more, and says so.
        """
        found = []
        with self.pipeline.store.reading() as connection:
            for one in planned:
                made, with_these = diffs.made_before(connection, self.row.id, one)
                if not made:
                    found.append(one)
                elif one.notices and not with_these:
                    found.append(noticed(one))
        return found

    def _earlier(self, new: Version, stored: Sequence[Version], planned: Plan) -> list[Figure]:
        """What the filer stated elsewhere and the new version states otherwise."""
        if not planned.comparisons:
            return []
        among = binding(new, stored, [one.old for one in planned.comparisons])
        with self.pipeline.store.reading() as connection:
            return ledger.contested(connection, new.id, among)

    def _diff(self, comparison: Comparison, earlier: Sequence[Figure]) -> Diff:
        pipeline = self.pipeline
        pair = pipeline.original(comparison.old.id), pipeline.original(self.row.read_version)
        notices = [pipeline.original(notice.id) for notice in comparison.notices]
        return pipeline.comparing.diff(pair, notices, comparison.basis, pipeline.settings, earlier)

    def _late(self, new: Version, stored: Sequence[Version]) -> list[Version]:
        """The versions that came here before this one and should have been compared with it, or given it as notice."""
        notice = new.cover.notice
        after = [
            one for one in stored if one.id < new.id and (announces(new, one) if notice else may_precede(new, one))
        ]
        return [one for one in after if any(_has(new, found) for found in plan(one, stored).comparisons)]

    def _end(
        self,
        made: Sequence[tuple[Comparison, Diff]],
        reason: Reason | None,
        *,
        told: bool,
        late: Sequence[Version],
    ) -> bool:
        """Stores the diffs, their changes and their alerts together with the last stage."""
        pipeline, row = self.pipeline, self.row
        route = pipeline.watches[row.watch].route
        with pipeline.store.writing() as connection:
            if not filings.advance(connection, row, Stage.DONE, reason):
                return False
            loud: set[str] = set()
            for one in made:
                number = diffs.add_diff(connection, row, one, now=pipeline.clock())
                loud |= self._hand_on(connection, number, *one)
            for channel in route.channels if told else ():
                if channel not in loud:
                    outbox.add_alert(connection, channel, row.id, None, now=pipeline.clock())
            again = [number for version in late for number in filings.reopen(connection, version.id)]
        pipeline.crossing("done")
        if again:
            _log.info("to be compared again", filings=again, baseline=row.read_version)
        return True

    def _hand_on(self, connection: Any, number: int, comparison: Comparison, diff: Diff) -> set[str]:
        """The channels that are told of a stored diff at once; for the others it is gathered, or replied to."""
        pipeline, row, now = self.pipeline, self.row, self.pipeline.clock()
        route, filer = pipeline.watches[row.watch].route, row.filing.filer
        about = About(watch=row.watch, filer=(filer.id, filer.code, filer.name))
        loud = set()
        for told in destinations(diff, about, route, now=now):
            place = self._as_asked(connection, told, diff)
            twin = digests.find_twin(connection, place.channel, number) if place.at_once else None
            if place.at_once and twin is None:
                outbox.add_alert(connection, place.channel, row.id, number, now=now)
                loud.add(place.channel)
            elif route.gathers:
                digests.gather(connection, place, number, zone=route.zone, twin=twin, now=now)
        if comparison.basis is Basis.AMENDMENT:
            outbox.add_replies(connection, row.id, comparison.old.id, now=now)
        return loud

    def _as_asked(self, connection: Any, place: Destination, diff: Diff) -> Destination:
        """Where a diff goes, after what the people of the channel have asked for."""
        if not place.at_once:
            return place
        row, least = self.row, self.pipeline.watches[self.row.watch].route.at_least
        filer, now = row.filing.filer.id, self.pipeline.clock()
        asked = wished(connection, place.channel, diff, filer, least=least, now=now)
        return replace(place, at_once=asked.at_once, muted=place.muted + asked.muted)


def _has(new: Version, comparison: Comparison) -> bool:
    """Whether a version takes part in a comparison, as its baseline or as a notice."""
    return new.id in (comparison.old.id, *(notice.id for notice in comparison.notices))
