"""What a share is a share of: 占营业收入的 13.10 % measures 研发费用占营业收入的比例 when 研发费用 was named before."""

from __future__ import annotations

import re
from dataclasses import replace

from diffing.extracting import metrics
from diffing.extracting.metrics import Metric

# 占地, 占用 and 占比 begin other words.
_SHARE = re.compile(r"(?P<part>.*?)占(?![地用比据有领])(?P<whole>[^占]{2,24}?)的?(?P<kind>比例|比重|比率)?[约]?$")


def share(found: Metric, numerator: Metric) -> Metric:
    """The measure of a share with the part it is of: named in the words themselves, else what was measured before.

    Words that are no share, and a share whose part nobody named, come back as they are.
    """
    match = _SHARE.fullmatch(found.words)
    if match is None:
        return found
    part = metrics.named(match["part"]) if match["part"] else numerator
    if not part.words or "占" in part.words:
        return found
    whole = metrics.named(match["whole"])
    if part.concept and part.concept == whole.concept and not match["part"] and not part.dimensions:
        return found
    named = bool(part.concept and whole.concept)
    words = found.words if match["part"] else f"{part.words}占{whole.words}的{match['kind'] or '比例'}"
    return replace(
        found, words=words, concept=f"{part.concept}ShareOf{whole.concept}" if named else "", tier=part.tier,
        known=True, unit=None, dimensions=tuple(sorted({*part.dimensions, *found.dimensions})),
    )  # fmt: skip
