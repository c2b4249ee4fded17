"""What a title or a file name says: form, fiscal period, revision marker, full text or summary, notice, language.

Every pattern is tried on the title in NFKC form, where full-width brackets and digits are plain. The conventions are
those of 56,187 annual report titles on CNINFO, of SEC form names, and of how people name files. The words stand in
titles.toml.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from datetime import date
from importlib import resources

# Forms that are about another document, and are never compared as its version.
NOTICES = frozenset({"correction_notice", "supplement_notice", "clarification_notice", "inquiry_reply"})
# Forms that state a filer's figures for a whole period.
PERIODIC = frozenset({"annual_report", "semiannual_report", "quarterly_report"})
# Forms of which a filer publishes one for each period: two of them are issues of one document.
ONCE_A_PERIOD = PERIODIC | {"work_report", "board_report", "supervisors_report", "earnings_forecast", "earnings_flash"}

_WORDS = tomllib.loads(resources.files("watchers").joinpath("titles.toml").read_text("utf-8"))


def _compiled(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE)


_FORMS = tuple((row["name"], _compiled(*row["patterns"])) for row in _WORDS["form"])
# The parts of a year: their name, the forms they are for (none for all), and how titles say them.
_PARTS = tuple((row["name"], frozenset(row.get("forms", ())), _compiled(row["pattern"])) for row in _WORDS["part"])
_ORDINALS: dict[str, int] = _WORDS["ordinals"]
_SIMPLIFIED = str.maketrans(_WORDS["characters"]["traditional"], _WORDS["characters"]["simplified"])

# 2023年, 2023年度, FY2023, FY 2023, 2023 annual report, a bare 2023 between separators; not the year of a full date.
_YEAR = re.compile(
    r"(?<!\d)(?:FY\s?)?((?:19|20)\d{2})(?:\s?年度?|(?!\d))(?!\s?\d{1,2}\s?月|[-./_]\d{1,2}[-./_]\d)",
    re.IGNORECASE,
)
# 二〇〇七年年度报告, 二○二三年
_HAN_YEAR = re.compile(r"([一二][〇○零Ｏ0九一二三四五六七八]{3})年")
_HAN_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")

# FY24, 1Q24, 1H24
_SHORT_YEAR = re.compile(r"\b(?:FY\s?|[1-4]Q|[12]H)(\d{2})(?!\d)", re.IGNORECASE)

# （二次修订版） · （第三次修订） · （再次更正） · （更正后3） · （2024年4月修订版） · trailing without brackets.
_REVISED = re.compile(
    rf"(?P<marker>(?:第?(?P<before>[{''.join(_ORDINALS)}2-9])次"
    r"|(?:19|20)\d{2}年(?:\d{1,2}月(?:\d{1,2}日)?)?|经)?"
    rf"(?:{'|'.join(_WORDS['revised']['han'])}){{1,2}}(?:后|版|稿|本)?(?P<after>[2-9])?)(?=[)\]】〕.。]|$)"
)
# 10-K/A, in file names 10-K-A or 10-K_A; "(amended)", "-revised", "v2": a whole word in a title or a file name.
_REVISED_LATIN = re.compile(
    r"(?P<marker>(?<=[KQFT])(?:/A\b|[ -]A(?=[ -]\d|$))"
    rf"|(?<![a-z])(?:{'|'.join(_WORDS['revised']['latin'])})(?![a-z])|(?<![a-z0-9])v(?P<after>[2-9])(?![0-9]))",
    re.IGNORECASE,
)
_BEFORE = _compiled(*_WORDS["listed_again"]["patterns"])
_SUMMARY = _compiled(_WORDS["summary"]["pattern"])
_ENGLISH = _compiled(_WORDS["english"]["pattern"])
# The longest titles that were seen have 300 characters; what is longer is none, and would be slow to look through.
_LONGEST = 1_000
_HAN = re.compile(r"[\u4e00-\u9fff]")
_NEEDLESS = re.compile(r"(?<=[(\[【〔\u4e00-\u9fff]) | (?=[)\]】〕\u4e00-\u9fff])")
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
    plain = _plain(title[:_LONGEST])
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
        names=named_documents(title[:_LONGEST]),
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
    """NFKC in simplified characters, underscores as spaces, and none inside brackets or beside a Chinese character."""
    spaced = " ".join(unicodedata.normalize("NFKC", title).translate(_SIMPLIFIED).replace("_", " ").split())
    return _NEEDLESS.sub("", spaced)


def _form(plain: str, *, but: frozenset[str] = frozenset()) -> str | None:
    bare = _REVISED.sub("", plain.replace("(补发)", "")).rstrip("()[]【】〔〕.。 ")
    spaced = re.sub(r"(?<=[A-Za-z])-(?=[A-Za-z])", " ", bare)
    found = (form for form, pattern in _FORMS if pattern.search(bare) or pattern.search(spaced))
    return next((form for form in found if form not in but), None) or None


def _period(plain: str, form: str | None) -> str | None:
    """The year that the title names first, with the half or the quarter."""
    year = _YEAR.search(plain)
    han = _HAN_YEAR.search(plain)
    short = _SHORT_YEAR.search(plain)
    named = year[1] if year else han[1].translate(_HAN_DIGITS) if han else f"20{short[1]}" if short else None
    if named is None:
        return None
    parts = (name for name, forms, pattern in _PARTS if (not forms or form in forms) and pattern.search(plain))
    part = next(parts, None)
    return f"{named}-{part}" if part else named


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
