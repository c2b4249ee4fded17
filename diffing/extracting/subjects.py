"""Of whom a figure is said: the filer, or the thing that the sentence or the one before it speaks of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import accumulate

from diffing.extracting.clauses import Said
from diffing.extracting.masks import Span
from diffing.extracting.names import Names

# 子公司A实现, 子公司蓝湾实现: a subsidiary that does something is a subject of its own.
_LETTER = r"[A-Za-z甲乙丙丁]{1,2}(?![A-Za-z])"
_DOES = r"(?=实现|完成|取得|录得|亏损|营业收入|净利润|贡献)"
_OF_ITS_OWN = rf"{_LETTER}|[一-鿿]{{2,8}}?{_DOES}"
# What may stand before the subject of a clause: 其中, 此外, 截至…, 本报告期, X方面.
_LEAD = re.compile(
    rf"(?:控股股东(?=[^及持])|(?:全资子公司|控股子公司|参股公司)(?!{_OF_ITS_OWN})"
    r"|[ \n“”\"'（(《]|其中|同时|此外|另外|而|且|并|但|目前"
    r"|现|截至|截止|自|早在|于|在|报告期内?|本报告期内?"
    r"|期内|与此同时|随着|并且|另|作为[^，。]{0,30}?的"
    r"|\d{1,2}[)）、.．]|[一二三四五六七八九十]{1,3}、|[^，。；]{1,8}方面[，,]?|末|底|，)*"
)
_OWNED = re.compile(r"[^，。；]{0,8}?(?:旗下|自研|自主研发的?|参投的|控股的|投资的|推出的|发行的|子公司)")
_PRONOUN = re.compile(r"(?:其|该[\u4e00-\u9fff]{1,3}|此)")
# 实际控制人沈某持有…: a holder named with its role.
_HOLDER = re.compile(
    r"(?:控股股东|实际控制人|股东|董事长?|监事|高级管理人员|一致行动人)(?:及|、)?(?P<name>[\u4e00-\u9fff]{2,4}?)(?=持有|质押|减持|增持|累计|先生|女士|将其|所持|直接)"
)
_PERSON = re.compile(r"([\u4e00-\u9fff]{2,3})(?:教授|先生|女士|博士|院士)[ ]?[（(]")
_POSSESSOR = re.compile(r"(?:于|和|与|比|[，、])([A-Za-z][\w.\- ]{1,24}?)[ ]?的$")
_MADE = re.compile(r"(?:模型|系列|平台|产品|系统|浏览器)[ ]?([\u4e00-\u9fff]{0,4}[ ]?[A-Z][\w.\-]{2,24})")
# 全国规模以上白酒企业: figures of a whole trade are not the filer's.
_TRADE = re.compile(
    r"(?P<name>(?:全国|全行业|我国|中国|全球|世界|国内|规模以上)[^，。；的]{0,12}?(?:企业|行业|市场|产业))(?!份额|占有|领先|第一|化)"
)
_FIRM = re.compile(
    r"(?!通过|通過|根据|根據|按照|依据|依據|关于|關於|由于|由於|鉴于|基于"
    r"|加入|包括|旗下|同(?!方|仁|济|花)|相关手续|质押股份|以合|彼[於于]|任职|就职|持有|从|收购|申购|认购|受让|转让|聘请|委托)"
    r"(?P<name>(?:联营|合营)企业[A-Za-z甲乙丙丁]{1,2}|[\u4e00-\u9fff（）()]{2,18}?(?:有限公司|有限责任公司))(?![的与和及])"
)
_SUBSIDIARY = re.compile(
    rf"(?:全资|控股|参股)?(?P<name>(?:子|孙|分)公司{_LETTER})|(?P<branch>[一-鿿]{{2,8}}分公司){_DOES}"
    rf"|(?:全资|控股|参股)?(?:子|孙)公司(?P<called>[一-鿿]{{2,8}}?){_DOES}"
)
# 沈某先生累计质押股份…: a person who holds or pledges shares.
_NAMED_HOLDER = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{2,4}?)(?:先生|女士)(?=(?:共|累计|合计|直接|间接|本次|已|将其|所)*(?:持有?|质押|减持|增持|解除))"
)
# 王水持有公司222,955,787股, 沈某和某泰合计持有: what stands before it at the head of a clause is who holds or pledges.
_HOLDS = re.compile(
    r"(?:(?:公司)?(?:控股股东|实际控制人|第[一二三]大股东|股东))*"
    r"(?!本次|本公司|公司|上述|该|此次|目前|累计|合计|共|股东|直接|间接|以及)"
    r"(?P<name>(?:(?![占其及将所由对并和与])[\u4e00-\u9fff]){2,4}?(?:[和及与、](?:控股股东|实际控制人|股东)?(?!其)[\u4e00-\u9fff]{2,6}?)?)"
    r"(?=(?:共|累计|合计|直接|间接)*(?:持有(?:本)?公司|质押(?:股|的?公司|给)))"
)
_KINDS = (_TRADE, _HOLDER, _NAMED_HOLDER, _HOLDS, _SUBSIDIARY, _FIRM)
_ADVERBIAL = re.compile(r"[ ]*(?:在|随着|为|通过|自|截至|根据|作为|从)")


@dataclass(slots=True)
class Subject:
    """The running subject: `name` of whom is spoken, `object_name` the last thing that was introduced."""

    name: str
    object_name: str
    block: int = -1


def subjects(said: Said, names: Names, running: Subject) -> list[str | None]:
    """For each clause the subject at its head or at that of one before it, None where there is none.

    `running` goes on to the next sentence.
    """
    found: list[str | None] = [None] * len(said.starts)
    for number in range(len(said.starts)):
        found[number] = _head(said, said.span(number), names, running)
    first = next((name for name in found if name is not None), None)
    if first is not None:
        running.name = first
    mentions = list(names.pattern.finditer(said.text))
    last = mentions[-1] if mentions else None
    if last is not None and last.group().casefold() not in names.own:
        running.object_name = names.known.get(last.group(), last.group())
    return list(accumulate(found, _nearer))


def _nearer(before: str | None, own: str | None) -> str | None:
    return own or before


def _head(said: Said, span: Span, names: Names, running: Subject) -> str | None:
    start, end = span
    at = _skip(said, start, end)
    match = names.pattern.match(said.text, at, end)
    if match is None:
        spoken = next((found for kind in _KINDS if (found := kind.match(said.text, at, end))), None)
        return (
            next(filter(None, spoken.groups())).strip()
            if spoken
            else _meant(_PRONOUN.match(said.text, at, end), running)
        )
    if match.group().casefold() not in names.own:
        return names.known.get(match.group(), match.group())
    owned = _OWNED.match(said.text, match.end(), end)
    name = names.pattern.search(said.text, owned.end(), min(end, owned.end() + _NEAR)) if owned else None
    if name is not None and name.group().casefold() not in names.own:
        return names.known[name.group()]
    return names.filer


def _meant(pronoun: re.Match[str] | None, running: Subject) -> str | None:
    """Whom a pronoun means: 该模型 the last thing introduced, 其 the subject so far."""
    if pronoun is None:
        return None
    return (running.object_name or running.name) if pronoun.group()[0] in "该此" else running.name


# Characters between 旗下 and the name it leads to.
_NEAR = 24


def _skip(said: Said, start: int, end: int) -> int:
    """Past the lead-in and the periods at the head of a clause."""
    at = start
    for _ in range(6):
        lead = _LEAD.match(said.text, at, end)
        at = lead.end() if lead else at
        dated = said.dated_at(at)
        if dated is None:
            return at
        at = dated.end
    return at


def entity_of(said: Said, span: Span, heads: list[str | None], running: str) -> str:
    """The entity of the figure at `span`: named beside it, at the head of its clause or an earlier one, or running."""
    at, end = span
    beside = _beside(said, at, end)
    if beside:
        return beside
    named = heads[said.clause(at)]
    if not named and _ADVERBIAL.match(said.text):
        named = next(filter(None, heads), None)
    return named or running


def _beside(said: Said, at: int, end: int) -> str | None:
    before = said.text[max(0, at - 60) : at]
    owner = _POSSESSOR.search(before)
    if owner is not None:
        return owner.group(1).strip()
    opened = max(before.rfind("（"), before.rfind("("))
    if opened >= 0 and not set(before[opened:]) & set("）)"):
        people = list(_PERSON.finditer(before[: opened + 1]))
        if people and people[-1].end() == opened + 1:
            return _name_end(people[-1].group(1))
    made = _MADE.match(said.text[end : end + 40].lstrip("级的 ")) or _made_after(said.text, end)
    return made.group(1).strip() if made else None


_GRADED = re.compile(r"[^，。；]{0,8}?(?:模型|系列|平台|产品|系统)([\u4e00-\u9fff]{0,4}[ ]?[A-Z][\w.\-]{2,24})")


def _made_after(text: str, end: int) -> re.Match[str] | None:
    if text[end - 1 : end] != "级":
        return None
    return _GRADED.match(text, end)


_SHORTEST_NAME = 2


def _name_end(name: str) -> str:
    """A personal name without the verb that stands before it: 如颜水成 is 颜水成."""
    return name[1:] if len(name) > _SHORTEST_NAME and name[0] in "如由与和及请任" else name
