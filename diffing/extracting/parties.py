"""Whom a clause names: the firms that something is agreed with or done to, and the persons that hold an office."""

from __future__ import annotations

import re

_FIRM = re.compile(
    r"(?:与|和|同|向|由|给|--|、|收购|控股|增资|聘任|聘请|與|給|為|为(?=[\u4e00-\u9fff]{2,20}公司))[ ]?"
    r"([\u4e00-\u9fffA-Za-z（）()·]{2,24}?(?:股份有限公司|有限责任公司|有限公司|公司|集团|集團|事务所|银行|銀行|大学|大學|研究所|研究院"
    r"|分公司|政府|基金|云)(?!有限|股份|控股))"
)
_WITH = re.compile(r"(?:与|和|携手)[ ]?([\u4e00-\u9fffA-Za-z·]{2,20}?)(?:宣布|达成|签署|签订|合作|展开|共建|联合|共同)")
_LISTED = re.compile(r"(?:新增|吸引如?|参投|引入)([\u4e00-\u9fffA-Za-z、·]{2,60}?)(?:等|项目|教授|加入)")
_PERSON = re.compile(
    r"(董事长|总经理|总裁|法定代表人|财务总监|财务负责人|董事会秘书|主管会计工作负责人|会计机构负责人|首席执行官"
    r"|CEO|CFO)(?:兼[ ]?[A-Za-z\u4e00-\u9fff]{2,8})?(?:[：:]|为|由|是)?[ ]{0,4}(?!办公|工作|会议|会|及|的|和|等|兼"
    r"|助理)([\u4e00-\u9fff]{2,4})(?=先生|女士|$|[，。；、 ])"
)
# Signed an agreement with Acme Corporation; our auditor, Blue & Co. LLP; Chief Executive Officer Jane R. Doe.
_ENGLISH_FIRM = re.compile(
    r"\b(?:with|acquired|acquire|auditors?,?|by|from|to) ((?:[A-Z][\w&.’'-]*[ ,]+(?:of |and |& )?){1,6}?"
    r"(?:Inc|Ltd|LLC|LLP|Corp|Corporation|Company|Co|PLC|plc|N\.V|GmbH|S\.A|AG|Bank|University|Limited|Partners)\b\.?)"
)
_ENGLISH_PERSON = re.compile(
    r"\b(?:CEO|CFO|COO|Chief (?:Executive|Financial|Operating) Officer|Chair(?:man|woman)?|President),? (?:is |was )?"
    r"(?:Mr\. |Ms\. |Dr\. )?([A-Z][a-z]+(?: [A-Z]\.)?(?: [A-Z][a-z]+){1,2})\b"
)
_GENERIC = re.compile(r"^(?:[各多]|外部|内部|业务|行业|伙伴|企业|公司$|合作|相关)|(?:方面|伙伴|们|了)$")


def names_officer(text: str) -> bool:
    """Whether a clause names a person with an office."""
    return _PERSON.search(text) is not None or _ENGLISH_PERSON.search(text) is not None


def parties(text: str) -> tuple[str, ...]:
    """The persons and firms of a clause, each once, in order of their kinds."""
    found = [match.group(2) for match in _PERSON.finditer(text)]
    for pattern in (_ENGLISH_PERSON, _FIRM, _WITH, _ENGLISH_FIRM):
        found.extend(match.group(1) for match in pattern.finditer(text))
    for match in _LISTED.finditer(text):
        found.extend(match.group(1).split("、"))
    return tuple(
        dict.fromkeys(name.strip() for name in found if len(name.strip()) > 1 and not _GENERIC.search(name.strip()))
    )
