"""What looks like a number and is none: codes, versions, model names, list indexes, articles, times, addresses."""

from __future__ import annotations

import re

from diffing.extracting.english_periods import NAMED_AFTER
from diffing.extracting.lexicon import words
from diffing.extracting.patterns import any_of

Span = tuple[int, int]

_CHINESE_DIGITS = "零〇一二三四五六七八九十百千两"
# Signs that begin a range of things in order rather than a rank: 第三条, 第 12 页, 第二批.
_ORDINAL = rf"第[ ]?[\d{_CHINESE_DIGITS}]{{1,8}}[ ]?(?![名位梯,，。；;、)）\s]|$)\w?"
_LATIN_NAME = (
    r"(?<![A-Za-z0-9])(?=[A-Za-z][A-Za-z_]*+[-–.·]?\d)(?!(?:RMB|CNY|USD|HKD|EUR|GBP|JPY|US|HK|NT|AUD|CAD|SGD|CHF|KRW|TWD|INR|NZD|Rs|BTC|dm|fim"
    r"|sen)[ $¥]?\d)"
    r"[A-Za-z][A-Za-z_]*+(?:[-–.·]?\d[\d.]*[A-Za-z]*+)+(?:[-–][A-Za-z0-9]+)*+"
)
_SHARED = (
    r"(?:https?://|www\.)[^\s，。；、（）]{1,300}",
    r"(?<![A-Za-z0-9.+_-])[A-Za-z0-9.+_-]{1,60}@[\w-]{1,60}\.[\w.]{1,60}",
    _LATIN_NAME,
    r"(?<![\d:])\d{1,2}:\d{2}(?::\d{2})?(?![\d:])(?:[-~至到]\d{1,2}:\d{2})?",
    r"(?<![\d.])\d{1,3}(?:\.\d{1,3}){2,4}(?![\d.])",
    r"(?<![\d,.])\d{4}-\d{3}(?!\d)",
    r"(?<![\d,.])0\d{2,3}-\d{7,8}(?!\d)",
    r"(?<![\d,.])\d{3,8}(?:-\d{3,8}){2,4}(?!\d)",
    r"(?<![\d.])[2-8][DGKBC](?![A-Za-z0-9])",
    # 1-2-3-4, 1~2~3~4: so many numbers in a row are a code, a range has two.
    r"(?<![\d.])\d{1,9}+(?:[-~～–—]\d{1,9}+){3,}+[-~～–—]?",
    # 1.5:1 is the ratio 1.5.
    r"(?<=[.\d]\d)[:：]1(?!\d|[.:：]\d)",
)
_CHINESE = (
    _ORDINAL,
    r"(?:百分之){2,}+百?",
    rf"(?:^|(?<=[。；：;:\n]))[ ]*[(（]?(?:\d{{1,2}}|[{_CHINESE_DIGITS}]{{1,3}})(?:[)）]|、|．|[.](?!\d))",
    r"(?<=[，, ])[(（]?\d{1,2}[)）](?=[ ]?[\u4e00-\u9fffA-Za-z])",
    rf"[(（](?:\d{{1,2}}|[{_CHINESE_DIGITS}]{{1,3}})[)）]",
    # 附注(三) 6及12, 附注五、20: a note of a part, and the next one.
    (
        rf"附注[ ]?[(（][{_CHINESE_DIGITS}\d]{{1,3}}[)）][ ]?\d{{1,3}}(?:[ ]?[及和、与至][ ]?\d{{1,3}})*+"
        r"(?!\d|[ ]?[万亿元%股])"
    ),
    (
        rf"(?:附注|注释|附录|附件|表|图|注)[ ]?[{_CHINESE_DIGITS}\d]{{1,4}}(?:[、.．-]\d{{1,3}}"
        rf"|[、][{_CHINESE_DIGITS}]{{1,3}})*(?!\d|[ ]?[万亿元%股])"
    ),
    r"(?:代码|编号|账号|帐号|电话|传真|邮编|证号|文号|邮政编码|注册号|信用代码)[为是]?[ ]?[：:]?[ ]*[\w\-－]{3,30}",
    r"[〔\[【(（]\d{4}[〕\]】)）][ ]?(?:第[ ]?)?\d{1,5}[ ]?号",
    r"(?<![\d,.])\d{1,6}[ ]?号(?!召)",
    r"(?<![\d.])\d{1,3}[ ]?/[ ]?\d{1,3}(?![\d/])(?=$|\s)",
    r"第[ ]?\d{1,4}[ ]?页|共[ ]?\d{1,4}[ ]?页",
    r"(?<![\d.])\d{1,3}(?:\.\d{1,2}){1,2}[ ]?版",
    # 3期 and 二期 are parts of a project, 分3期 says how many; 监管二部 is a department.
    rf"(?<![\d.分共满每第,])(?:\d{{1,2}}|[{_CHINESE_DIGITS}]{{1,2}})[ ]?期(?![间末初货权限])",
    rf"(?<=[\u4e00-\u9fff])[{_CHINESE_DIGITS}]{{1,2}}[部处科室局院厂](?=[长副总主经负员任、，。；]|$)",
    r"[“《「‘][^”》」’\d]{0,12}\d{1,4}(?:\.\d{1,2}){0,2}[^”》」’%％万亿元\d]{0,8}[”》」’]",
    r"(?<![\d,.])\d{17}[\dXx](?!\d)",
    r"每[ ]?(?:\d{1,4}|十|百|千)?[ ]?(?:股|份|吨|桶|张|平方米)(?=[^，。；]{0,14}\d)",
    rf"(?<![列居名入进])前[ ]?(?:\d{{1,3}}|[{_CHINESE_DIGITS}]{{1,3}})[ ]?(?:名|大|位)(?=[\u4e00-\u9fff])",
)
_ENGLISH = (
    (
        rf"(?<![A-Za-z]){any_of(words('labels'), loose=True)}[ ]?\d[\w.\-()]*(?:(?:,| and| or"
        rf"| through)[ ]\d[\w.\-()]{{0,12}})*+"
    ),
    r"(?:^|(?<=\n))[ ]*[(]?\d{1,3}[).](?!\d)",
    r"(?<=[a-z ,;])[(]\d{1,2}[)](?=[ ,;.])",
    r"(?<![\w.])\d{1,3}(?:st|nd|rd|th)\b",
    r"(?<![\d,.])\d{2,3}-\d{5,8}(?!\d)",
    r"(?<![\d.,$])\d{1,4}-[A-Z](?:/A)?(?![A-Za-z])",
    r"(?<![\d,.])\d{3}-\d{4}(?!\d)|[(]\d{3}[)] ?\d{3}-\d{4}",
    r"\b\d{1,2}/\d{1,2}(?!\d)",
    rf"(?<![\d.,$])(?:19|20)\d\d(?={NAMED_AFTER})",
)
# What any of them begins with: nearly all places of a text are passed over at once.
_BEGINS = {
    "zh": rf"(?=[ A-Za-z\d._+:：(（第附注表图代编账帐电传邮证文信〔\[【“《「‘每前共{_CHINESE_DIGITS}])",
    "en": r"(?=[\d(._+:]|(?<![A-Za-z])[A-Za-z]|^ )",
}
_PATTERNS = {
    language: re.compile(f"{_BEGINS[language]}(?:{'|'.join((*_SHARED, *own))})", re.MULTILINE)
    for language, own in (("zh", _CHINESE), ("en", _ENGLISH))
}
_ANY_DIGIT = re.compile(
    rf"[\d@]|www|第|分之百分之|[(（][{_CHINESE_DIGITS}]|[{_CHINESE_DIGITS}][、部处科室局院厂期]|注|每|前"
)


def masks(text: str, language: str) -> list[Span]:
    """Where `text` has signs that look like numbers and are none, in order."""
    if not _ANY_DIGIT.search(text):
        return []
    return [match.span() for match in _PATTERNS[language].finditer(text)]
