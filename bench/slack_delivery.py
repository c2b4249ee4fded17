"""1,000 alerts to a Slack that fails in three requests of ten, and a sender that is killed: how many arrive."""

from __future__ import annotations

import multiprocessing
import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from bench.slack.delivering import fill, keys, opened, sender, states
from bench.slack.stub import fickle, serving
from bot.logs import configure_logs
from bot.slack.channel import delivery_key

_ALERTS, _FAULTS = 1_000, 0.3
# A sender lives for so many seconds.
_LIFE = (0.5, 2.5)


def _work(folder: str, address: str) -> None:
    """Sends until it is killed, or everything is sent."""
    configure_logs()
    store = opened(Path(folder))
    sending = sender(store, address)
    while set(states(store)) != {"sent"}:
        sending.send_all()
    store.close()


def main() -> None:
    """Kills a sender after another until everything is sent, and counts what arrived."""
    drawn, kills, began = random.Random(1), 0, time.monotonic()  # noqa: S311 - chance, no secret
    starting = multiprocessing.get_context("forkserver")
    starting.set_forkserver_preload(["bench.slack.delivering", "bench.slack.stub", "slack_sdk"])
    with tempfile.TemporaryDirectory() as folder, serving() as slack:
        store = opened(Path(folder))
        fill(store, _ALERTS)
        slack.retry_after = "0"
        slack.fault = fickle(_FAULTS, 7, ("chat.postMessage", "conversations.history"))
        while set(states(store)) != {"sent"}:
            child = starting.Process(target=_work, args=(folder, slack.address), daemon=True)
            child.start()
            child.join(drawn.uniform(*_LIFE))
            if child.exitcode is None:
                child.kill()
                child.join()
                kills += 1
        arrived = Counter(slack.keys())
        lost = sum(not arrived[delivery_key(key)] for key in keys(store))
        twice = sum(count > 1 for count in arrived.values())
        store.close()
    print(f"{_ALERTS:,} alerts, {len(slack.calls):,} requests of which {_FAULTS:.0%} failed, {kills} kills")
    print(f"lost {lost}, twice {twice}, {time.monotonic() - began:.0f} s")
    sys.exit(bool(lost or twice))


if __name__ == "__main__":
    main()
