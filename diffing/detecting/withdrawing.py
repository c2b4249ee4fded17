"""Guidance that is withdrawn: the new sentence says so, the old one gives it.

We expect revenue of $450 million to $465 million.      the figure is not merely gone, and the denial in
We are no longer providing revenue guidance.            "no longer" denies nothing the old sentence says
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from diffing.change import FigurePair, Relation
from diffing.detecting.figures import reason_for
from diffing.detecting.finding import Finding
from diffing.detecting.word_change import WordChange
from diffing.figure import Figure, Modality
from diffing.keys import key

# 《上市公司信息披露管理办法》: 业绩预告 may be corrected or withdrawn; Regulation FD: withdrawing prior guidance.
_GUIDANCE = r"(?:guidance|outlook|forecasts?)"
_WITHDRAWN = re.compile(
    rf"\b(?:withdr(?:aw|aws|ew|awn|awing)|suspend(?:s|ed|ing)?|rescind(?:s|ed|ing)?"
    rf"|no longer (?:provid\w+|giv\w+|issu\w+)|not (?:be )?(?:providing|giving|issuing))\b[^.;]{{0,60}}\b{_GUIDANCE}\b"
    rf"|\b{_GUIDANCE}\b[^.;]{{0,60}}\b(?:withdrawn|suspended|rescinded)\b"
    r"|(?:撤回|撤销|取消|暂停|不再提供|不再维持)[^，。；]{0,20}(?:指引|业绩预告|盈利预测|业绩预测|业绩展望)",
    re.IGNORECASE,
)
_GIVEN = re.compile(
    rf"\b{_GUIDANCE}\b|\b(?:expect|anticipat|project)\w*\b|指引|预告|预测|展望|预计|预期", re.IGNORECASE
)
_EXPECTED = {Modality.FORECAST, Modality.TARGET, Modality.ESTIMATE}
_GONE, _AGAIN = "claim_guidance_withdrawn", "claim_guidance_given"
# What a withdrawal says besides: the range is not stated any more, providing it is denied.
_SAID_BY_IT = {Relation.NEGATION_FLIPPED, Relation.MODALITY_CHANGED, Relation.REWORDED}


def withdrawal(old: str, new: str) -> WordChange | None:
    """What says that the guidance an old sentence gives is withdrawn in the new one, or given once more; else None."""
    said = [_WITHDRAWN.search(key(text)) for text in (old, new)]
    if said[1] and not said[0] and _GIVEN.search(key(old)):
        return WordChange(relation=Relation.GUIDANCE_WITHDRAWN, code=_GONE, old="—", new=said[1].group())
    if said[0] and not said[1] and _GIVEN.search(key(new)):
        return WordChange(relation=Relation.MODALITY_CHANGED, code=_AGAIN, old=said[0].group(), new="—")
    return None


def told_once(found: Sequence[Finding]) -> list[Finding]:
    """The findings of a link; where guidance is withdrawn its figures are told with it and not as dropped."""
    told = next((one for one in found if one.reason.code in (_GONE, _AGAIN)), None)
    if told is None:
        return list(found)
    lone = Relation.FIGURE_DROPPED if told.reason.code == _GONE else Relation.FIGURE_NEW
    own = [one for one in found if one.relation is lone and all(map(_is_expected, one.figures))]
    pairs = tuple(replace(pair, relation=told.relation) for one in own for pair in one.figures)
    rest = [one for one in found if one not in own and one is not told and one.relation not in _SAID_BY_IT]
    reason = reason_for(pairs[0]) if pairs and told.reason.code == _GONE else told.reason
    return [replace(told, figures=(*told.figures, *pairs), reason=reason), *rest]


def _is_expected(pair: FigurePair) -> bool:
    figure: Figure | None = pair.old or pair.new
    return figure is not None and (
        figure.modality in _EXPECTED or _GIVEN.search(key(figure.sentence or "")) is not None
    )
