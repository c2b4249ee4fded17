"""What a title or a file name says: form, fiscal period, revision marker, full text or summary, notice, language.

Every pattern is tried on the title in NFKC form, where full-width brackets and digits are plain. The conventions are
those of 56,187 annual report titles on CNINFO, of SEC form names, and of how people name files.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

# Forms, most particular first; the first that is found names the form. A title that ends in 公告 is never the report.
_FORMS: tuple[tuple[str, str], ...] = (
    # NT 10-K says that a report will be late: it names a form and is none that is known here.
    ("", r"\bNT[ -]10[ -]?[KQ]\b"),
    # 2023年度业绩预告修正公告 is the forecast, revised.
    ("earnings_forecast", r"业绩预告.{0,4}修正公告"),
    ("earnings_flash", r"业绩快报.{0,4}(?:修正|更正)公告"),
    # 关于2023年年度报告的更正公告; 关于更正《2025年年度报告》的公告; NEEQ <title>(更正公告)
    ("correction_notice", r"(?:更正|修正|更改)(?:的|性|说明|的说明)?公告|关于更正.*公告"),
    ("correction_notice", r"correction (?:notice|announcement)"),
    # …的补充公告; …的补充更正公告. 补充质押 is a business term, not a supplement: the word 公告 must follow at once.
    ("supplement_notice", r"补充(?:更正)?(?:的|说明的?)?公告|supplement(?:al|ary) (?:notice|announcement)"),
    ("clarification_notice", r"澄清(?:的|说明)?公告|clarification (?:notice|announcement)"),
    # 年度报告问询函的回复公告 names a report and is none.
    ("inquiry_reply", r"问询函|关注函|comment letter"),
    # 投资者关系活动记录管理办法 is the rules for them.
    ("", r"(?:投资者|调研).*(?:制度|办法|细则|规则|章程)"),
    # 投资者关系活动记录表 (SZSE), 投资者关系管理信息, 调研活动信息, 业绩说明会召开情况, IR record
    ("ir_record", r"投资者关系.{0,6}记录|投资者活动记录|投资者关系管理信息|调研活动|调研纪要|交流会纪要"),
    ("ir_record", r"说明会.{0,12}(?:召开情况|记录|纪要)"),
    ("ir_record", r"(?:investor relations|\bIR)\W*(?:activity\W*)?records?\b"),
    # Announced as a rise, a fall, a loss or a return to profit; HKEX has 盈利警告.
    ("earnings_forecast", r"业绩(?:预告|预增|预减|预亏|预盈)|盈利(?:预告|警告)"),
    ("earnings_forecast", r"profit (?:alert|warning)|earnings forecast"),
    ("earnings_flash", r"业绩快报|earnings flash"),
    ("work_report", r"总(?:经理|裁).{0,4}工作报告|(?:general manager|\bgm)\W*(?:'s )?work report"),
    ("board_report", r"董事会.{0,4}工作报告|\bboard\W*work report"),
    ("supervisors_report", r"监事会.{0,4}工作报告"),
    ("announcement", r"公告$|提示性公告"),
    ("semiannual_report", r"半年度?报告?|中期报告|(?:semi-?annual|half-?year(?:ly)?|interim) report|\bH1 report"),
    ("quarterly_report", r"[第]?[一二三四1-4]季度?报告?|季度报告|\b10-?QT?\b"),
    ("quarterly_report", r"(?:quarterly|[1-4]Q|Q[1-4]|quarter) report"),
    ("annual_report", r"年度报告|年年报|(?<![半])年报|\b10-?KT?\b|\b20-?F\b|\b40-?F\b|annual report|\bannual\b"),
    ("current_report", r"\b8-?K\b|\b6-?K\b"),
)  # fmt: skip

# Forms that are about another document, and are never compared as its version.
NOTICES = frozenset({"correction_notice", "supplement_notice", "clarification_notice", "inquiry_reply"})
# Forms that state a filer's figures for a whole period.
PERIODIC = frozenset({"annual_report", "semiannual_report", "quarterly_report"})
# Forms of which a filer publishes one for each period: two of them are issues of one document.
ONCE_A_PERIOD = PERIODIC | {"work_report", "board_report", "supervisors_report", "earnings_forecast", "earnings_flash"}

_FORM_PATTERNS = tuple((form, re.compile(pattern, re.IGNORECASE)) for form, pattern in _FORMS)

# 2023年, 2023年度, FY2023, FY 2023, 2023 annual report, a bare 2023 between separators; not the year of a full date.
_YEAR = re.compile(
    r"(?<!\d)(?:FY\s?)?((?:19|20)\d{2})(?:\s?年度?|(?!\d))(?!\s?\d{1,2}\s?月|[-./_]\d{1,2}[-./_]\d)",
    re.IGNORECASE,
)
# 二〇〇七年年度报告, 二○二三年
_HAN_YEAR = re.compile(r"([一二][〇○零Ｏ0九一二三四五六七八]{3})年")
_HAN_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")

# 第一季度报告, 2024年一季报, Q1 2024, 1Q24, first quarter
_QUARTERS: tuple[tuple[str, str], ...] = (
    ("Q1", r"[一1]季|\bQ1|1Q|first[- ]quarter"),
    ("Q2", r"[二2]季|\bQ2|2Q|second[- ]quarter"),
    ("Q3", r"[三3]季|\bQ3|3Q|third[- ]quarter"),
    ("Q4", r"[四4]季|\bQ4|4Q|fourth[- ]quarter"),
)
_QUARTER_PATTERNS = tuple((quarter, re.compile(pattern, re.IGNORECASE)) for quarter, pattern in _QUARTERS)

_ORDINALS = {"再": 2, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6}
# （更新后） 2,015 · （修订版） 1,600 · （更正后） 486 · （修订稿） · （补充后） · （调整后） · 【更正版】
# （二次修订版） · （第三次修订） · （再次更正） · （更正后3） · （2024年4月修订版） · trailing without brackets.
_REVISED = re.compile(
    r"(?P<marker>(?:第?(?P<before>[再二两三四五六2-9])次|(?:19|20)\d{2}年(?:\d{1,2}月(?:\d{1,2}日)?)?|经)?"
    r"(?:补充更正|更新|修订|更正|修正|补充|调整|变更)(?:后|版|稿|本)?(?P<after>[2-9])?)(?=[)\]】〕.。]|$)"
)
# 10-K/A, in file names 10-K-A or 10-K_A.
# "(amended)", "-revised", "corrected version", "re-issued", "v2": a whole word in a title or a file name.
_REVISED_LATIN = re.compile(
    r"(?P<marker>(?<=[KQFT])(?:/A\b|[ -]A(?=[ -]\d|$))"
    r"|(?<![a-z])(?:amended|amendment|revised|revision|corrected|re-?issued?|restated|updated)"
    r"(?![a-z])|(?<![a-z0-9])v(?P<after>[2-9])(?![0-9]))",
    re.IGNORECASE,
)
# （更新前） and （更正前） are the old one, listed again.
_BEFORE = re.compile(r"(?:更新|更正|修订|修正)前|(?<![a-z])(?:original|superseded)(?![a-z])", re.IGNORECASE)
# 2023年年度报告摘要, summary; 全文 is the word for the full text, and 及摘要 has both.
_SUMMARY = re.compile(r"(?<![及和])摘要|(?<![a-z])(?:summary|abridged)(?![a-z])", re.IGNORECASE)
# （英文版） of a Chinese filer
# What Hong Kong writes in traditional characters: one for one, as far as titles need them.
_SIMPLIFIED = str.maketrans(
    "報預補訂經會動說關係錄發績業變調後總監審閱內資東議決規則辦細實債計財務編號記",
    "报预补订经会动说关系录发绩业变调后总监审阅内资东议决规则办细实债计财务编号记",
)
_ENGLISH = re.compile(r"英文|English", re.IGNORECASE)
_HAN = re.compile(r"[\u4e00-\u9fff]")
# 《2023年年度报告》 in a notice's title or text
_NAMED = re.compile(r"《([^《》]{4,80})》")
_LINE_END = re.compile(r"(?<![A-Za-z])\s+|\s+(?![A-Za-z])")
# 2024-04-24, 2024_04_24, 20240424, 2024年4月24日: the day in a file name
_DAY = re.compile(
    r"(?<!\d)((?:19|20)\d{2})(?:[-._/年]?)(0?[1-9]|1[0-2])(?:[-._/月]?)(0?[1-9]|[12]\d|3[01])(?:日|(?!\d))"
)
_DAY_PARTED = re.compile(r"[-._/年]|^\d{8}$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """What a title says; None and "" where it says nothing.

    `period` is a year, or a year with a part: 2023, 2023-H1, 2024-Q1. `revision` is the marker as written, but in
    simplified characters, and `rank` its place: 0 none, -1 the old one listed again, 1 revised, 2 revised for the
    second time. `about` is the form of the document that a notice is about, `names` the titles it puts in 《 and 》.
    """

    form: str | None = None
    period: str | None = None
    revision: str = ""
    rank: int = 0
    complete: bool = True
    language: str | None = None
    about: str | None = None
    names: tuple[str, ...] = ()

    @property
    def notice(self) -> bool:
        """Whether this is about another document instead of being one to compare."""
        return self.form in NOTICES


def read_title(title: str) -> Title:
    """What `title` says, or a file name without its suffix."""
    plain = _plain(title)
    form = _form(plain)
    marker, rank = ("", 0) if form in NOTICES else _revision(plain)
    return Title(
        form=form,
        period=_period(plain, form),
        revision=marker,
        rank=rank,
        complete=form in NOTICES or not _SUMMARY.search(plain),
        language=_language(plain),
        about=_form(plain, but=NOTICES | {"announcement"}) if form in NOTICES else None,
        names=named_documents(title),
    )


def named_documents(text: str) -> tuple[str, ...]:
    """The titles between 《 and 》, each once, in order: what a correction notice says it corrects."""
    named = (found.group(1) for found in _NAMED.finditer(unicodedata.normalize("NFKC", text)))
    return tuple(dict.fromkeys(_LINE_END.sub("", name) for name in named))


def same_title(title: str) -> str:
    """`title` without its revision marker, spacing and punctuation: equal for a document and its re-issue."""
    plain = _plain(title)
    for pattern in (_BEFORE, _REVISED, _REVISED_LATIN):
        plain = pattern.sub("", plain)
    return re.sub(r"[\W_]+", "", plain).casefold()


def day_in(name: str) -> date | None:
    """The one day that a file name carries, or None when it carries none or several."""
    days = {day for found in _DAY.finditer(_plain(name)) if (day := _day(found)) is not None}
    return days.pop() if len(days) == 1 else None


def _plain(title: str) -> str:
    """NFKC in simplified characters, file names' underscores as spaces, and no space inside brackets."""
    spaced = " ".join(unicodedata.normalize("NFKC", title).translate(_SIMPLIFIED).replace("_", " ").split())
    return re.sub(r"(?<=[(\[【〔]) | (?=[)\]】〕])", "", spaced)


def _form(plain: str, *, but: frozenset[str] = frozenset()) -> str | None:
    bare = _REVISED.sub("", plain.replace("(补发)", "")).rstrip("()[]【】〔〕.。 ")
    spaced = re.sub(r"(?<=[A-Za-z])-(?=[A-Za-z])", " ", bare)
    found = (form for form, pattern in _FORM_PATTERNS if pattern.search(bare) or pattern.search(spaced))
    return next((form for form in found if form not in but), None) or None


def _period(plain: str, form: str | None) -> str | None:
    han = (found.group(1).translate(_HAN_DIGITS) for found in _HAN_YEAR.finditer(plain))
    return _part(_first((*(found.group(1) for found in _YEAR.finditer(plain)), *han)), plain, form)


def _part(year: str | None, plain: str, form: str | None) -> str | None:
    """The year with the half or the quarter that the title names."""
    if year is None:
        return None
    if form == "semiannual_report" or re.search(r"半年|\bH1\b", plain):
        return f"{year}-H1"
    quarter = next((quarter for quarter, pattern in _QUARTER_PATTERNS if pattern.search(plain)), None)
    return f"{year}-{quarter}" if quarter else year


def _revision(plain: str) -> tuple[str, int]:
    before = _BEFORE.search(plain)
    if before:
        return before.group(), -1
    for pattern in (_REVISED, _REVISED_LATIN):
        found = pattern.search(plain)
        if found:
            return found["marker"], _rank(found)
    return "", 0


def _rank(found: re.Match[str]) -> int:
    groups = found.groupdict()
    word = groups.get("before") or groups.get("after")
    if not word:
        return 1
    return _ORDINALS[word] if word in _ORDINALS else int(word)


def _language(plain: str) -> str | None:
    if _ENGLISH.search(plain):
        return "en"
    return "zh" if _HAN.search(plain) else None


def _day(found: re.Match[str]) -> date | None:
    if not _DAY_PARTED.search(found.group()):
        return None
    try:
        return date(int(found.group(1)), int(found.group(2)), int(found.group(3)))
    except ValueError:  # 2023-02-31 is no day
        return None


def _first(values: Iterable[str]) -> str | None:
    return next(iter(values), None)
