"""A stored diff comes back as the values it was made of."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from bot.store.restoring import restore_diff
from diffing.change import ClaimPair, Diff, Quote, Relation
from diffing.claim import Claim, ClaimType, Cue
from diffing.document import Box
from diffing.figure import Comparison, Period, TablePlace
from diffing.serialising import to_json


def stored(diff: Diff) -> Diff:
    """The diff after it has been JSON."""
    return restore_diff(json.loads(json.dumps(to_json(diff))))


def test_a_diff_comes_back_equal(build: Any) -> None:
    """Figures, claims, boxes, reasons and counts survive being stored."""
    instant = Period(first=date(2023, 12, 31), last=date(2023, 12, 31), instant=True)
    figure = build.figure(
        "12.6 亿元",
        "1260000000",
        period=instant,
        dimensions=(("segment", "A"),),
        comparison=Comparison(type="yoy", direction="up", form="relative"),
        table=TablePlace(table=0, row_header=("a",), column_header=("b", "c")),
    )
    claim = Claim(text="x", start=0, end=1, type=ClaimType.RISK, cues=(Cue(kind="k", text="t"),), dates=(instant,))
    box = Box(page=1, left=1.5, top=2.0, right=3.0, bottom=4.0)
    change = build.change(
        figures=(build.pair(old=figure),),
        claims=(ClaimPair(old=claim, new=None, relation=Relation.CLAIM_DROPPED),),
        new=Quote(text="ab", start=0, end=5, parts=((0, 1), (4, 5)), page=1, boxes=(box,)),
    )
    diff = build.diff(change, build.change(id="c2", old=None, figures=()))
    assert stored(diff) == diff


def test_fields_that_an_older_diff_lacks_take_their_defaults(build: Any) -> None:
    """A diff stored before a field was added can still be shown."""
    body = to_json(build.diff(build.change()))
    del body["agreements"], body["changes"][0]["declared"]
    assert restore_diff(body).changes[0].declared is None
