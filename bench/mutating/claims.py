"""Edits of claims: a negation, a step of certainty, a hedge, a rank, a date, a name, a member of a list."""

from __future__ import annotations

import re
from random import Random

from bench.mutating.lifting import Rewrite, Swaps, in_sentence, swap
from bench.mutating.mutation import Kind
from diffing.change import Relation, Severity

_NEGATION_GONE: Swaps = {
    "zh": (
        (r"不存在", "存在"),
        (r"未(?=发生|发现|出现|收到|受到|履行|披露|达到|完成|经审计|实施|改变|变更)", "已"),
        (r"没有(?=发生|发现|出现|收到|变化|重大|其他)", "有"),
        (r"不(?=会对|构成|涉及|影响|适用于|符合|具有|包括|具备)", ""),
        (r"(?<=[，。公司内])无(?=重大|其他|需要|异常)", "有"),
    ),
    "en": (
        (r"\b(is|are|was|were|has|have|had|does|do|did|will|may|could|would|should) not\b", r"\1"),
        (r"\bcannot\b", "can"),
        (r"\bno (?=material|significant|legal|other)", ""),
    ),
}  # fmt: skip
_NEGATION_COME: Swaps = {
    "zh": (
        (r"(?<![不否未已所中期是仍尚])存在(?!的|于|以)", "不存在"),
        (r"(?<![业而早自])已经?(?=完成|披露|履行|支付|取得|收到|获得|实施|按照)", "未"),
        (r"(?<![不否])符合(?=[^条]{2})", "不符合"),
        (r"(?<![不否未])构成(?=关联|重大|同业)", "不构成"),
    ),
    "en": (
        (r"\b(has|have) been\b", r"\1 not been"),
        (r"\bwill (?!not\b)(?=[a-z])", "will not "),
        (r"\b(is|are) (?=subject|required|expected|exposed|able|party)", r"\1 not "),
    ),
}
_MODALITY: Swaps = {
    "zh": (
        (r"(公司|本集团|本行|我们)将(?=于|在|继续|进一步|按|根据|积极|加|不断|持续)", r"\1拟"),
        (r"(?<=[公团行们])将会?(?=对|为|面临|受|实现|有)", "可能"),
        (r"(?<=[，。])预计(?!负债|总|未来|可)(?=[^，。]{3})", "可能"),
        (r"将会(?=[^，。]{3})", "可能"),
    ),
    "en": (
        (r"\bwill (?=[a-z]+(?<!not))(?!not )", "may "),
        (r"\bexpects? to\b", "may"),
        (r"\bshall (?!not\b|be\b)", "may "),
    ),
}
_HEDGE: Swaps = {
    "zh": (
        (r"重大(?=影响|不利|变化|差异|不确定|风险|损失)", "一定"),
        (r"显著(?=提升|增长|改善|下降|提高|增强|影响)", "一定程度"),
        (r"较大(?=影响|风险|幅度|压力|波动|不确定)", "一定"),
        (r"大幅(?=增长|上升|下降|提升|减少|增加)", "小幅"),
        (r"(?<![大一])部分(?=产品|客户|项目|地区|业务|子公司)", "个别"),
    ),
    "en": (
        (r"\bmaterial(?= adverse| impact| effect| change)", "certain"),
        (r"\bmaterially(?= (?:adverse|affect|harm|impact))", "somewhat"),
        (r"\bsignificant(?= impact| effect| risk| harm| competition| portion)", "certain"),
        (r"\bsignificantly(?= [a-z])", "somewhat"),
        (r"\bsubstantially all\b", "some"),
    ),
}
_RANKING: Swaps = {
    "zh": (
        (r"((?:排名|位居|位列|名列|居|列)[^，。；]{0,10})第一(?![节章条季届次期批项款百十梯大])", r"\1前列"),
        (r"(?<![之])首(?=家|个|款|创)", "又一"),
        (r"唯一(?=的|一|[^性])", "少数"),
        (r"最大的([^，。；、的]{2,8})(?=[，。；])", r"最大的\1之一"),
        (r"(?<=[国业界内球])领先(?=的|地位|水平|企业)", "较为先进"),
    ),
    "en": (
        (
            r"\bthe (largest|first|leading)(?= [a-z]+)(?! (?:quarter|half|nine|six|three|day|year|time))",
            r"one of the \1",
        ),
        (r"\bone of the (largest|first|leading)\b", r"the \1"),
        (r"\bthe only\b", "one of the few"),
    ),
}
_OFFICE = "(?:法定代表人|董事长|总经理|总裁|董事会秘书)"
_PARTY: Swaps = {
    "zh": (
        (r"(?<=[：:由请任与])(?!的)[\u4e00-\u9fff]{2,6}会计师事务所", "海澜天和会计师事务所"),
        (rf"({_OFFICE}(?:为|是|[：:]|\s)\s*)[\u4e00-\u9fff]{{2,3}}(?=先生|女士|[，。；、]|$)", r"\1欧阳澜"),
        (r"(?<=[\u4e00-\u9fff])[\u4e00-\u9fff]{2,3}(?=先生(?:为|担任|因|的))", "欧阳澜"),
    ),
    "en": (
        (r"\b[A-Z][a-z]+(?: & [A-Z][a-z]+)? LLP\b", "Harrow & Finch LLP"),
        (r"\b(Mr|Ms|Mrs)\. [A-Z][a-z]+\b", r"\1. Ravensworth"),
        (r"(?<![-\w/])[A-Z][a-z]{3,}, (?=Inc\.|Corp\.)", "Ravensworth, "),
    ),
}  # fmt: skip
_WORD = r"[\u4e00-\u9fff]{2,8}"
_WORDS = "(?!respectively)[a-z]{4,}(?: [a-z]{4,})?"
_MEMBER: Swaps = {
    "zh": ((rf"(?<=[：为括含于有是与])({_WORD})、{_WORD}(?=、{_WORD})", r"\1"),),
    "en": ((rf"\b({_WORDS}), {_WORDS}(?=, (?:and |or )?{_WORDS})", r"\1"),),
}
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December")  # fmt: skip
_DEADLINE = {
    "zh": re.compile(r"(?P<head>\d{4}\s*年\s*\d{1,2}\s*月\s*)(?P<day>\d{1,2})(?=\s*日(?:之?前|止|到期|届满))"),
    "en": re.compile(rf"(?<=by |on )(?P<head>(?:{'|'.join(_MONTHS)}) \d{{1,2}}, )(?P<day>20\d\d)\b"),
}
_EVENT = {
    "zh": re.compile(
        r"(?P<head>(?<!至)(?<!止)\d{4}\s*年\s*\d{1,2}\s*月\s*)(?P<day>\d{1,2})(?=\s*日(?!之?前|止|到期|届满))"
    ),
    "en": re.compile(rf"\b(?P<head>[Oo]n (?:{'|'.join(_MONTHS)}) )(?P<day>\d{{1,2}})(?=, 20\d\d)"),
}
_DAYS = 28


def _shifted(patterns: dict[str, re.Pattern[str]]) -> Rewrite:
    """A rewriting that moves the last part of one date."""

    def rewrite(draw: Random, text: str, language: str) -> str | None:
        found = list(patterns[language].finditer(text))
        if not found:
            return None
        match = draw.choice(found)
        day = int(match["day"])
        later = day + 1 if day > _DAYS + 3 else day % _DAYS + draw.randint(1, 3) if day % _DAYS < _DAYS - 3 else day - 5
        return text[: match.start("day")] + str(later) + text[match.end("day") :]

    return rewrite


_R = Relation
_DATES = frozenset({_R.DATE_SHIFTED, _R.PERIOD_MOVED, _R.NEW_PERIOD})


def _kind(name: str, rewrite: Rewrite | Swaps, relations: set[Relation] | frozenset[Relation], least: Severity) -> Kind:
    edit = in_sentence(rewrite if callable(rewrite) else swap(rewrite))
    return Kind(name=name, group="claims", edit=edit, relations=frozenset(relations), least=least)


KINDS = (
    _kind("negation gone", _NEGATION_GONE, {_R.NEGATION_FLIPPED}, Severity.HIGH),
    _kind("negation come", _NEGATION_COME, {_R.NEGATION_FLIPPED}, Severity.HIGH),
    _kind("certainty", _MODALITY, {_R.MODALITY_CHANGED}, Severity.MEDIUM),
    _kind("hedge", _HEDGE, {_R.HEDGE_CHANGED}, Severity.MEDIUM),
    _kind("rank", _RANKING, {_R.RANKING_CHANGED}, Severity.MEDIUM),
    _kind("deadline", _shifted(_DEADLINE), _DATES, Severity.MEDIUM),
    _kind("date of event", _shifted(_EVENT), _DATES, Severity.MEDIUM),
    _kind("party", _PARTY, {_R.PARTY_CHANGED, _R.ENTITY_CHANGED}, Severity.MEDIUM),
    _kind("list member", _MEMBER, {_R.LIST_CHANGED}, Severity.MEDIUM),
)
