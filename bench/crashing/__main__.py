"""`make crash`: two hundred kills alone and two hundred of a cluster, and what became of five hundred filings each."""

from __future__ import annotations

import argparse
import sys

from bench.crashing.crew import ROLES, Outcome, Plan
from bench.crashing.trial import run


def main() -> int:
    """0 when nothing was lost and nothing done twice."""
    asked = argparse.ArgumentParser(prog="python -m bench.crashing", description=__doc__)
    asked.add_argument("--kind", choices=[*ROLES], action="append", help="both unless named")
    asked.add_argument("--filings", type=int, default=500)
    asked.add_argument("--kills", type=int, default=200)
    asked.add_argument("--stops", type=int, default=5, help="of the database")
    asked.add_argument("--seed", type=int, default=1)
    given = vars(asked.parse_args())
    kinds = given.pop("kind") or ROLES
    return max([_tell(run(Plan(kind=kind, **given), _say)) for kind in kinds])


def _tell(outcome: Outcome) -> int:
    """0 for a trial without a fault, as soon as it has ended."""
    plan = outcome.plan
    boundaries = ", ".join(f"{name} {count}" for name, count in sorted(outcome.boundary_kills.items()))
    _say(
        f"{plan.kind}: {plan.filings} filings, {outcome.kills} kills ({outcome.random_kills} at random; {boundaries}), "
        f"database stopped {outcome.stops} times, {outcome.sent} alerts accepted, {outcome.seconds:.0f} s, "
        f"faults: {len(outcome.wrong)}"
    )
    for wrong in outcome.wrong[:20]:
        _say(f"  {wrong}")
    if outcome.log:
        _say(outcome.log)
    return int(bool(outcome.wrong))


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    raise SystemExit(main())
