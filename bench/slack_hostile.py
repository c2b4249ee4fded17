"""Slack messages about hostile filings: how many of 10,000 would be refused."""

from __future__ import annotations

import random
import sys
from itertools import count

from bench.slack.hostile import SOURCES, hostile_messages, hostile_text, wrong

_WANTED = 10_000


def main() -> None:
    """Makes messages until there are 10,000, or as many as the argument says, and stops at one that is wrong."""
    wanted, made = int(sys.argv[1]) if len(sys.argv) > 1 else _WANTED, 0
    for seed in count():
        drawn = random.Random(seed)  # noqa: S311 - chance, no secret
        for kind, message, _ in hostile_messages(drawn, lambda: hostile_text(drawn)):  # noqa: B023 - used at once
            made += 1
            if found := wrong(message, SOURCES):
                sys.exit(f"seed {seed}, {kind}: {found}")
        if made >= wanted:
            print(f"{made:,} messages about {seed + 1:,} hostile diffs: none refused")
            return


if __name__ == "__main__":
    main()
