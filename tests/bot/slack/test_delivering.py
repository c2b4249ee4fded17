"""From the outbox to the channel: each alert exactly once, whatever fails and whoever is killed."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import pytest

from bench.slack import delivering
from bench.slack.stub import Stub, fickle
from bot.slack.channel import delivery_key
from bot.store import Store

_ALERTS, _ROUNDS = 120, 200


class KilledError(BaseException):
    """The process is gone: nothing after this line runs."""


def deliver(store: Store, slack: Stub, seed: int, share: float) -> int:
    """Sends until everything is sent, as processes that are killed in this share of the crossings; how many were."""
    drawn, killed = random.Random(seed), 0  # noqa: S311 - chance, no secret

    def crossing(_: str) -> None:
        if drawn.random() < share:
            raise KilledError

    for _ in range(_ROUNDS):
        sending = delivering.sender(store, slack.address, crossing)
        try:
            while set(delivering.states(store)) != {"sent"}:
                sending.send_all()
        except KilledError:
            killed += 1
        else:
            return killed
    pytest.fail(f"not delivered: {delivering.states(store)}")


@pytest.mark.parametrize(("faults", "kills"), [(0.0, 0.0), (0.3, 0.0), (0.3, 0.1)])
def test_each_alert_arrives_exactly_once(tmp_path: Path, slack: Stub, faults: float, kills: float) -> None:
    """With three requests of ten going wrong, in the posting and in the looking up, and with kills in between."""
    store = delivering.opened(tmp_path)
    delivering.fill(store, _ALERTS)
    slack.retry_after = "0"
    slack.fault = fickle(faults, 7, ("chat.postMessage", "conversations.history"))
    killed = deliver(store, slack, 11, kills)
    assert (killed > 5) == (kills > 0)
    arrived = Counter(slack.keys())
    assert arrived == Counter({delivery_key(key): 1 for key in delivering.keys(store)})
    assert delivering.states(store) == {"sent": _ALERTS}
    store.close()
