"""What a share is a share of: 占营业收入的 13.10 % measures 研发费用占营业收入的比例 when 研发费用 was named before."""

from __future__ import annotations

import re
from dataclasses import replace

from diffing.extracting import metrics
from diffing.extracting.metrics import Metric

# 占地, 占用 and 占比 begin other words.
_SHARE = re.compile(
    r"(?P<part>.*?)[占佔](?![地用比据據有领領])(?P<whole>[^占佔]{2,24}?)的?(?P<kind>比例|比重|比率)?[约約]?$"
)
# 现金收回11.8亿元，占比71%: the share of what was named before.
# 合计占公司股份总数的19.83%: of what was named before, all together.
_TOGETHER = frozenset({"", "合计", "共计", "合共", "总计"})
_BARE = frozenset({"占比", "佔比"})


def share(found: Metric, numerator: Metric) -> Metric:
    """The measure of a share with the part it is of: named in the words themselves, else what was measured before.

    Words that are no share, and a share whose part nobody named, come back as they are.
    """
    if found.words in _BARE and numerator.words and not set(numerator.words) & set("占佔"):
        concept = f"{numerator.concept}Share" if numerator.concept else ""
        return replace(found, words=numerator.words + found.words, concept=concept, tier=numerator.tier)
    match = _SHARE.fullmatch(found.words)
    if match is None:
        return found
    own = match["part"] if match["part"] not in _TOGETHER else ""
    part = metrics.named(own) if own else numerator
    if not part.words or set(part.words) & set("占佔"):
        return found
    whole = metrics.named(match["whole"])
    if part.concept and part.concept == whole.concept and not match["part"] and not part.dimensions:
        return found
    named = bool(part.concept and whole.concept)
    words = found.words if own else f"{part.words}占{whole.words}的{match['kind'] or '比例'}"
    return replace(
        found, words=words, concept=f"{part.concept}ShareOf{whole.concept}" if named else "", tier=part.tier,
        known=True, unit=None, dimensions=tuple(sorted({*part.dimensions, *found.dimensions})),
    )  # fmt: skip
