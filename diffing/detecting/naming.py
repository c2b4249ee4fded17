"""Names and numbers of reference that changed inside one pair of clauses: who, which, and in which version."""

from __future__ import annotations

import re
from collections.abc import Iterator

from diffing.aligning.masking import unnumbered
from diffing.change import Relation
from diffing.detecting.clauses import ClausePair
from diffing.detecting.word_change import WordChange
from diffing.extracting.cues import FoundCue, cues
from diffing.keys import key

# A name follows its role directly or after 为, 是, 由 or a colon: 总经理 方汉, 会计师事务所：立信, auditor: KPMG.
_LINK = re.compile(r"^(?:名称|姓名|全称)?[\s：:]*(?:为|是|由|is|was|,)?[\s：:]*")
_NAME = re.compile(r"[\u4e00-\u9fff·（）()]{2,24}|[A-Z][\w.&'-]*(?: [A-Z][\w.&'-]*){0,5}")
_AUDITORS = {"会计师事务所", "审计机构", "auditor", "independent registered public accounting firm"}
_FIRMS = _AUDITORS | {"保荐机构", "主承销商", "控股股东", "实际控制人", "客户", "供应商"}
# Signs of a person's name that follows its role directly: 总经理 方远.
_PERSON = 4
# 董事会秘书获得, 独立董事认为, 应参加董事会次数: what a holder does, or the head of a column, follows a role too.
_NO_NAME = re.compile(
    r"获得|荣获|认为|通过|参加|出席|列席|签署|审议|提出|提名|授权|负责|担任|保证|主持|召开|同意|履行|发表|持有|领取|次数"
    r"|离任|辞职|选举|先后|每年|年度|报告期|会议|意见|制度|议案|主要|同上|候选|变更|津贴|薪酬"
)
# An auditor is named by what it is: 聘任澄岩会计师事务所为审计机构, audited by Tern & Plover LLP.
_AUDITOR = re.compile(
    r"(?:聘任|改聘|续聘|聘请|委托|由|与|和|及|的|[，。；：、\s\d]|^)([\u4e00-\u9fff]{2,8}会计师事务所)"
    r"|([A-Z][\w.']*(?:,? (?:& )?[A-Z][\w.']*){0,4},? LLP)"
)
# 听潮市国有资本运营有限公司, Whalefall Bay Instruments, Inc.: an organisation says what it is.
_ORGANISATION = re.compile(
    r"([\u4e00-\u9fff（）()]{2,20}?|(?:[A-Z][\w&.'-]*,? ){1,5})"
    r"(?:股份有限公司|有限责任公司|有限公司|合伙企业|研究院|大学|(?:Inc|Corp|Corporation|Ltd|Limited|LLC|LLP|plc|GmbH)\b)"
)
# 本公司以现金对价收购了星湾浮标有限公司: what was done to an organisation is no part of its name.
_DONE_TO = re.compile(
    r"^.*(?:收购了?|购买了?|转让|受让|设立|成立|新设|增持|参股|控股|更名为|原名|关于|处置|现任|兼任|历任|曾任|加入|起?任"
    r"|发起人|子公司|附属公司|参股公司|报告期内|(?:万|亿)元|其中|包括|签订|[向与同对在为由诉]|股东|方)(?=.{2})"
)
_NAMED = 4
# 公司控股子公司远山港务投资有限公司: the last so many signs of a name with its legal form are no words of the clause.
_TAIL = 10
# ... （以下简称“星桥港务”）, ... (the "Harbour"): the short form that stands for the name from there on.
_SHORT_FORM = re.compile(
    r"\s*[（(](?:以下|下)?(?:统)?(?:简称|称)?(?:为|：|:)?\s*(?:the )?[“\"「‘']([^”\"」’']{2,20})[”\"」’']"
)
_FIRM, _FIRM_SIGNS = "会计师事务所", 2
# What may stand before 会计师事务所 without naming one.
NO_FIRM = {
    "年度",
    "境内",
    "境外",
    "内外",
    "国际",
    "国内",
    "聘任",
    "聘请",
    "续聘",
    "改聘",
    "更换",
    "任职",
    "担任",
    "负责",
}
_PARTICLES = "对的由为向与和及该等经"
_ENGAGED = re.compile(r"^.*(?:聘任|改聘|续聘|聘请|委托|由|与|和|及|的)(?=.{2})")
# Members of a list are set off by 、; 和, 及 and 与 set off the last.
_MEMBERS = re.compile(r"[^、，。；：,;:()（）\s]{1,40}(?:、[^、，。；：,;:()（）]{1,40})+")
_LAST = re.compile(r"[和及与]")
_LIST = 2
# Signs at the inner end of an outer member that name it, and the longest that is still a name and not a clause.
_END, _NAME_SIZE = 2, 20
_OPEN = re.compile(r"等|包括但不限于|including but not limited|among others")
# 根据某协会的统计, 据公司测算, according to the harbour authority.
_SOURCE = re.compile(
    r"(?:根据|按照|依据|据)([^，。；]{1,30}?)的?(?:统计|数据|测算|估算|显示|调查)|according to ([^,.;]{2,60})"
    r"|based on (?:the )?(?:data|figures|statistics|estimates|research|an? (?:survey|study|report|analysis))"
    r"(?: published)? (?:from|by|of) ([^,.;]{2,60})",
    re.IGNORECASE,
)
# 编号：2024-001, 股票代码 300418, No. 12-3.
_CODE = re.compile(r"(?:编号|代码|文号|证号|No\.|Nos?\.)[\s：:]*[\w（）()〔〕\[\]-]+|\d{4}-\d{3,}", re.IGNORECASE)
# 天工 3.0, GPT-4, v2.1: a name and its version.
_VERSION = re.compile(
    r"[A-Za-z\u4e00-\u9fff”][\s-]?[vV]?(\d{1,3}(?:\.\d{1,3}){1,3})(?!\d|\s?[%％‰万亿千元美港欧日人个倍股家项])"
)


def party_changes(pair: ClausePair, *, language: str, known: tuple[str, str] = ("", "")) -> Iterator[WordChange]:
    """Who holds a role that both clauses name, and who takes part.

    Parties that stand in the `known` text of both sides neither left nor came: a list of debtors has another order.
    """
    auditors_old, auditors_new = _auditors(pair.old), _auditors(pair.new)
    auditors_old, auditors_new = _unnamed(auditors_old, pair.new), _unnamed(auditors_new, pair.old)
    if auditors_old and auditors_new:
        yield WordChange(
            relation=Relation.PARTY_CHANGED,
            code="claim_auditor_changed",
            old=", ".join(sorted(auditors_old.values())),
            new=", ".join(sorted(auditors_new.values())),
        )
        return
    gone, come = _lacking(pair.old, pair.new), _lacking(pair.new, pair.old)
    if gone and come and _stand(gone, known[1]) and _stand(come, known[0]):
        return
    if gone and come:
        yield WordChange(
            relation=Relation.PARTY_CHANGED, code="claim_party_changed", old=", ".join(gone), new=", ".join(come)
        )
        return
    old, new = _holders(pair.old, language), _holders(pair.new, language)
    for role in (role for role in old if role in new):  # in the order of the text: a set has none
        names = _own_name(old[role]), _own_name(new[role])
        if key(names[0]) != key(names[1]) and not NO_FIRM & set(names):
            yield WordChange(
                relation=Relation.PARTY_CHANGED,
                code="claim_auditor_changed" if _is_auditor(role) else "claim_party_changed",
                old=old[role],
                new=new[role],
            )


def _lacking(text: str, other: str) -> list[str]:
    """Organisations of one text that the other names neither in full nor by the short form that the first gives them.

    A name is known by its last signs: what stands before it runs into the clause.
    """
    known = {_last_signs(found) for found in _ORGANISATION.finditer(other)}
    return [
        _own_words(found) + found.group()[len(found.group(1)) :]
        for found in _ORGANISATION.finditer(text)
        if _last_signs(found) not in known and not _stands_short(found, text, other)
    ]


def _own_words(found: re.Match[str]) -> str:
    """The name of an organisation, without its legal form and without the words of the clause in front of it."""
    return _DONE_TO.sub("", found.group(1))


def names_firm(text: str) -> bool:
    """Whether a text names an organisation by its legal form."""
    return _ORGANISATION.search(text) is not None


def _last_signs(found: re.Match[str]) -> str:
    return _own_words(found).strip(" ,")[-_NAMED:]


def _stand(names: list[str], text: str) -> bool:
    return all(name[-_TAIL:] in text for name in names)


def _stands_short(found: re.Match[str], text: str, other: str) -> bool:
    short = _SHORT_FORM.match(text, found.end())
    return short is not None and short.group(1) in other


def _auditors(text: str) -> dict[str, str]:
    """Audit firms by the end of their own names, 深圳鹏城 and 深圳市鹏城 by 鹏城; 年度会计师事务所 names none."""
    names = (_ENGAGED.sub("", found.group(1) or found.group(2)) for found in _AUDITOR.finditer(text))
    firms = {_own_name(name): name for name in names}
    return {own: name for own, name in firms.items() if own and own not in NO_FIRM and own[-1] not in _PARTICLES}


def _unnamed(firms: dict[str, str], other: str) -> dict[str, str]:
    """The firms that the other clause does not name, however its words before the name were read.

    One that both name is no other firm than before, so that then nobody has changed.
    """
    said = [own for own in firms if (own + _FIRM if own.isascii() is False else own) in other]
    return {} if said else firms


def _own_name(name: str) -> str:
    """What tells an audit firm from others, of 深圳市鹏城会计师事务所有限公司 too; another name as it is."""
    before, found, _ = name.partition(_FIRM)
    return before[-_FIRM_SIGNS:] if found else name


def _is_auditor(role: str) -> bool:
    return role in _AUDITORS


def _holders(text: str, language: str) -> dict[str, str]:
    return {
        cue.sense: name
        for cue in cues(text, language=language)
        if cue.kind == "role" and (name := _name_after(text, cue))
    }


def _name_after(text: str, role: FoundCue) -> str:
    rest = text[role.end :]
    link = _LINK.match(rest)
    said = link.group() if link else ""
    if link is None or (role.sense in _FIRMS and not (said.strip() if role.text.isascii() else said)):
        return ""  # 会计师事务所审计, Accounting Firm F-2: a firm's role that is not followed by a name
    name = _NAME.match(rest[link.end() :])
    if name is None or _NO_NAME.search(name.group()):
        return ""
    return name.group() if link.group() or len(name.group()) <= _PERSON else ""


def list_changes(pair: ClausePair) -> Iterator[WordChange]:
    """Members that came into a list or left it; the order of members and an open list say nothing."""
    old, new = _members(unnumbered(pair.old)), _members(unnumbered(pair.new))
    if len(old) < _LIST or len(new) < _LIST or _OPEN.search(pair.old) or _OPEN.search(pair.new):
        return
    gone, come = _missing(old, new), _missing(new, old)
    # Where most members differ it is another list.
    if (gone or come) and len(gone) + len(come) <= min(len(old), len(new)):
        yield WordChange(
            relation=Relation.LIST_CHANGED,
            code="claim_list_changed",
            old="、".join(gone) or "—",
            new="、".join(come) or "—",
        )


def _missing(members: list[str], others: list[str]) -> list[str]:
    """The members of one list that the other lacks.

    Each end of a list may run on into the clause, so that an end is missed only from a list that is longer.
    """
    known = "、".join(others)
    inner = [name for name in members[1:-1] if name not in known]
    if len(members) <= len(others):
        return inner
    ends = [members[0]] if members[0][-_END:] not in known else []
    ends += [members[-1]] if members[-1][:_END] not in known else []
    return inner + [name for name in ends if len(name) <= _NAME_SIZE]


def _members(text: str) -> list[str]:
    """The members of the first list of a clause, as keys."""
    found = _MEMBERS.search(text)
    if found is None:
        return []
    names = [key(name) for part in found.group().split("、") for name in _LAST.split(part)]
    return [name for name in names if name]


def attribution_changes(pair: ClausePair) -> Iterator[WordChange]:
    """Whom a clause names as its source."""
    old, new = _source(pair.old), _source(pair.new)
    if old != new:
        yield WordChange(
            relation=Relation.ATTRIBUTION_CHANGED,
            code="claim_attribution_changed",
            old=old or "—",
            new=new or "—",
        )


def _source(text: str) -> str:
    found = _SOURCE.search(text)
    return key(next(filter(None, found.groups()))) if found else ""


def identifier_changes(pair: ClausePair) -> Iterator[WordChange]:
    """Numbers of reference and versions that changed."""
    rows = ((Relation.CODE_CHANGED, _CODE), (Relation.VERSION_CHANGED, _VERSION))
    for relation, pattern in rows:
        old = [key(found) for found in _all(pattern, pair.old)]
        new = [key(found) for found in _all(pattern, pair.new)]
        gone, come = [x for x in old if x not in new], [x for x in new if x not in old]
        if gone and come:
            yield WordChange(relation=relation, code=f"claim_{relation}", old=", ".join(gone), new=", ".join(come))


def _all(pattern: re.Pattern[str], text: str) -> list[str]:
    said = [found.group() for found in pattern.finditer(text)]
    # (File No. 333-12345) ends with a bracket that is none of its own.
    return [words if "(" in words else words.removesuffix(")") for words in said]
