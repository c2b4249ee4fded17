"""The words of a sentence that say what its figure measures."""

from __future__ import annotations

import re

from diffing.extracting import metrics
from diffing.extracting.chinese import SCALE_CLASS
from diffing.extracting.clauses import Said
from diffing.extracting.lexicon import words
from diffing.extracting.metrics import Metric
from diffing.extracting.patterns import any_of
from diffing.extracting.quantities import Quantity
from diffing.extracting.units import is_currency

_CHANGES = words("changes", language="zh")
_COMPARED = words("comparisons", language="zh")
_AFTER = re.compile(
    rf"(?:{any_of((*words('metric_verbs', place='after', language='zh'), *_CHANGES))}|[ \n，：:（(“”])+$"
)
_CHANGE_TAIL = re.compile(rf"[，, ]*(?:{any_of(word for word in _COMPARED)})[^，。；]{{0,14}}$")
_BEFORE = re.compile(any_of(words("metric_verbs", place="before", language="zh")))
# 在手订单, 在职员工, 在研项目: 在 is part of the word.
_WITH_IN = "手建职研售岗途产租营"
# 第三节, 3、, （一）, •: numbers of sections and lists, and bullets.
_INDEX = (
    r"第[一二三四五六七八九十百\d]{1,4}[章节条部]|[（(](?:\d{1,2}|[一二三四五六七八九十]{1,3})[）)]"
    r"|(?:\d{1,2}|[一二三四五六七八九十]{1,3})[、．](?!\d)|\d{1,2}[.)）](?!\d)|[•●▪■◆◇○·*※✓]"
)
_LEAD = re.compile(
    rf"^(?:{_INDEX}|[ \n，、“”：:）)]|其中|一是|二是|三是|四是|五是|以上|上述"
    r"|不含|含|共计|共|拟用|拟以|每[\d十百千]*[股份吨](?!收益|净|经营|现金|盈利|股利|红利|公积|未分配)"
    r"|其中|同时|此外|另外"
    r"|止(?:年度|[三六九][个個]月|期[间間]?)|分别[比较]?|分別[比較]?"
    r"|迄今|至今|以及|并且?|且|而|及|和|与|其(?![他它余實实])|我[们們]|本公司|本行|我司|公司|本集[团團]|集[团團]|报告期内?|本报告期内?|期内|全年|截至"
    r"|截止|目前|累计|预计|将"
    rf"|进一步|继续|已|还|也|均|约|整个|该|在(?![{_WITH_IN}])|的|了|末|底|时)+"
)
_ADJECTIVE = re.compile(r"^(?:的|超大|高质量|优质|大量|领先的|全新|最新)+")
_FOLLOWING = re.compile(
    r"[ ]?(?:的|多|余|级)?[ ]?(?P<noun>(?:[A-Za-z]+[ ]?)?[\u4e00-\u9fff A-Za-z]{1,24}?)(?=[，。；、：:（()）]|中"
    r"|上线|使|位列|位居|参与|一起|成功|清洗|进行|展开|$|的|完成|以|在|为|与|和|将|可)"
)
# 和LLaMA2-70B的 names whose figure it is, not what it measures.
_OWNER = re.compile(r"(?:^|[于和与比、])[ ]?[A-Za-z][\w.\- ]{1,24}[ ]?的[ ]?$")
_STOP = re.compile(r"[，。；：（()）]")
_TAIL_NOUN = re.compile(r"[^，。；]{0,14}?的(?P<noun>[^，。；、的]{2,20})(?=[，。；]|$)")
# 56亿元的拨备和94亿元的核销: what stands between two figures is the first one's, and the second has its own after it.
_NEXT_OF_TWO = re.compile(r"的[^，。；的]{2,14}[和及与與]")


def metric_of(said: Said, quantity: Quantity, floor: int, last: Metric, *, change: bool) -> Metric:
    """What a quantity measures: the words before it in its clause, else those after it, else what was last measured.

    `floor` is where the quantity before it ends; `change` says that the quantity is a change of something.
    """
    start, end = said.span(said.clause(quantity.start))
    head = _head(said, max(start, floor), quantity.left, change=change)
    if (not head and not change and start > floor and quantity.unit in {"percent", None}) or (
        not head and _money(quantity)
    ):
        head = _before_clause(said, start, floor)
    if not head and start > floor and said.text[start - 1] in "：:":
        # 出质人持有上市公司股份总数：232,136,752股
        head = _head(said, max(floor, said.span(said.clause(start - 1))[0]), start - 1, change=False)
    found = metrics.named(head)
    if found.known and not metrics.fits(found, quantity.unit):
        found = metrics.named(_verb_object(head))
    if found.known or (found.words and quantity.unit == "rank"):
        return found
    moved = _ONLY_MOVED.fullmatch(found.words) and last.words
    if change or moved:
        return last if moved or not found.words else found
    after = _after(said, quantity, end)
    if after.words and (not found.words or _counts(quantity) or after.known):
        return after
    held = quantity.unit == "shares" and _HELD.search(said.text, start, quantity.left)
    if found.words and not (held and found.words in _SHARES):
        return found
    if held:
        return metrics.named("持股数量")
    return after if after.words or not metrics.fits(last, quantity.unit) else last


# 由计划的848万平方米调整为570万平方米: both are of what was planned.
_ONLY_MOVED = re.compile(r"(?:调整|[上下]调|变更|修订|修改|更正|提高|增加|减少|下降|上升|扩大|降|增|升)[为至到]?")
_FROM = re.compile(r"由(?:原来|原先|原定|原|上年|年初|期初|计划|预计|约|的|\0)*$")
# 占其持有股份总数的: the verbs after it say what the whole is.
_SHARE_SIGN = re.compile(r"[占佔](?=[其公本中]|[^地用比据據有领領]{2,24}的?(?:比例|比重|比率)?$)")
_SHARES = frozenset({"股份", "股票", "公司股份"})
_HELD = re.compile(r"持有[^，。；]{0,12}$")


def _money(quantity: Quantity) -> bool:
    return is_currency(quantity.unit)


def _before_clause(said: Said, start: int, floor: int) -> str:
    """The known name in the clause before, when this one says only 达到: 研发投入占营业收入比例创新高，达到 19.7%."""
    if start <= floor or not start:
        return ""
    left = max(floor, said.span(said.clause(start - 1))[0])
    alias = metrics.last_alias(said.text[left:start])
    return _head(said, left, left + alias.end(), change=False) if alias is not None else ""


def _verb_object(head: str) -> str:
    """What is left of a phrase after the last verb in it: 试唱 of 用户仅需试唱."""
    cut = 0
    for verb in _BEFORE.finditer(head):
        cut = verb.end()
    return head[cut:] if cut else ""


def _counts(quantity: Quantity) -> bool:
    unit = quantity.unit or ""
    return bool(quantity.noun) or unit.startswith("count:") or unit in {"people", "byte", "percent"}


def _head(said: Said, start: int, end: int, *, change: bool) -> str:
    """The noun phrase before a figure: without periods, verbs, and words that lead in."""
    head = _FROM.sub("", said.blanked(start, end))
    if _NEXT_OF_TWO.fullmatch(head):
        return ""
    opened = max(head.rfind("("), head.rfind("（"))
    if opened >= 0 and not set(head[opened:]) & set("）)"):
        inside = head[opened + 1 :]
        head = inside if _LEAD.sub("", _without_tail(inside.replace("\0", ""))).strip() else head[:opened]
    elif opened < 0:
        head = head[max(head.rfind(")"), head.rfind("）")) + 1 :] or head
    if change:
        head = _CHANGE_TAIL.sub("", head)
    for piece in reversed(head.split("\0")):
        head = _without_tail(_OWNER.sub("", piece))
        if _LEAD.sub("", head).strip():
            break
    return _LEAD.sub("", _after_verbs(head)).strip()


def _after_verbs(head: str) -> str:
    """What stands after the last verb that the name of the measure follows."""
    alias, share = metrics.last_alias(head), _SHARE_SIGN.search(head)
    cut = 0
    for verb in _BEFORE.finditer(head):
        if verb.end() == len(head) or (alias is not None and verb.end() > alias.start()):
            break
        if share is not None and verb.start() > share.start():
            break
        if verb.group() == "在" and head[verb.end()] in _WITH_IN:
            continue
        # 以 in 以上, 在 in 在建工程: a sign that is also part of words cuts only where a name follows it at once.
        if len(verb.group()) == 1 and alias is not None and verb.start() and verb.end() != alias.start():
            continue
        cut = verb.end()
    return head[cut:]


def _without_tail(head: str) -> str:
    while True:
        shorter = _AFTER.sub("", head)
        if shorter == head:
            return head
        head = shorter


# Characters that may stand before the name of what a percentage is of, and before a counted noun.
_MOST_MODIFIERS, _MOST_QUALIFYING = 4, 2


def _after(said: Said, quantity: Quantity, end: int) -> Metric:
    """The noun that a count is followed by: 126 个国家和地区, 3 万亿单词数据, 80% 的正确率."""
    if end <= quantity.right + 1 and said.text[end - 1 : end] == " ":
        return metrics.NONE
    text = said.text[quantity.right : min(len(said.text), max(end, quantity.right + 30))]
    stop = _STOP.search(text.lstrip("、"))
    if stop is not None and not text.startswith("、"):
        text = text[: stop.start() + 1]
    if text.startswith("、"):
        tail = _TAIL_NOUN.match(text)
        return metrics.named(_ADJECTIVE.sub("", tail["noun"])) if tail else metrics.NONE
    text = _ADJECTIVE.sub("", text.lstrip(" "))
    if quantity.noun:
        return _noun_phrase(said, quantity)
    alias = metrics.has_alias(text[:16])
    if alias is not None and alias.start() <= _MOST_MODIFIERS and not quantity.noun:
        return metrics.named(text[: alias.end()])
    match = _FOLLOWING.match(text)
    return metrics.named(_ADJECTIVE.sub("", match["noun"].strip().lstrip("为是"))) if match else metrics.NONE


def _spelled(quantity: Quantity) -> str:
    """The signs that a number is printed with, those of its scale included."""
    return quantity.numeral + (SCALE_CLASS if quantity.scale else "")


def _noun_phrase(said: Said, quantity: Quantity) -> Metric:
    """The counted noun with the words right before it: 关键环节 of 两大关键环节."""
    at = said.text.find(quantity.noun, quantity.start)
    words_before = said.text[quantity.right : at] if quantity.right <= at else said.text[quantity.start : at]
    words_before = _ADJECTIVE.sub("", words_before.lstrip(" \n的级个种项款家大多余" + _spelled(quantity)))
    long = len(words_before) > _MOST_QUALIFYING or at < 0
    return metrics.named(quantity.noun if long else words_before + quantity.noun)
