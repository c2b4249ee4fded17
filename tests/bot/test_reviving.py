"""What is stored as JSON comes back as the value it was."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

from bot.reviving import diff_from_json
from diffing.change import ClaimPair, Relation
from diffing.claim import Claim, ClaimType, Cue
from diffing.document import Box, Coverage
from diffing.figure import Comparison, Period, TablePlace
from diffing.serialising import to_json


def test_a_diff_survives_the_store(build: Any) -> None:
    """Figures, claims, boxes, periods and counts are the same after a round trip."""
    figure = build.figure(
        "12.50",
        "1250000000",
        lower=Decimal(1245000000),
        boxes=(Box(page=3, left=1.5, top=2.0, right=30.2, bottom=12.0),),
        parts=((0, 2), (3, 5)),
        dimensions=(("scope", "consolidated"),),
        period=Period(first=date(2023, 12, 31), last=date(2023, 12, 31), instant=True),
        comparison=Comparison(type="yoy", direction="up", form="relative"),
        table=TablePlace(table=1, row_header=("营业收入",), column_header=("2023",), unit_note="万元"),
    )
    claim = Claim(text="不存在", start=1, end=4, type=ClaimType.RISK, cues=(Cue(kind="negation", text="不"),))
    change = build.change(
        figures=(build.pair(new=figure),),
        claims=(ClaimPair(old=None, new=claim, relation=Relation.CLAIM_NEW),),
        declared=False,
        confidence=0.75,
    )
    side = build.side(coverage=Coverage(pages=30, pages_without_text=(3, 4)), warnings=("one",))
    diff = build.diff(change, build.change(id="c2", new=None), old=side, agreements=(build.pair(),))
    assert diff_from_json(json.loads(json.dumps(to_json(diff)))) == diff
