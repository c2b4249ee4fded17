"""What a question about filings says: which filer, which form, which periods; or which two addresses.

Whalefall Bay 10-K 2023 2024  ─►  filer "Whalefall Bay", form annual_report, periods 2023 and 2024
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from watchers.titles import read_title

# 2023, 2024-Q1, 2024Q1, H1-2024, as titles name periods.
_PERIOD = re.compile(
    r"(?:FY)?(?P<year>(?:19|20)\d\d)(?:-?(?P<part>Q[1-4]|H[12]))?|(?P<early>Q[1-4]|H[12])-?(?P<late>(?:19|20)\d\d)",
    re.IGNORECASE | re.ASCII,
)
_MOST_PERIODS = 2
# Short words for forms that titles do not use alone.
_FORMS = {
    "annual": "annual_report",
    "interim": "semiannual_report",
    "half-year": "semiannual_report",
    "quarterly": "quarterly_report",
    "年报": "annual_report",
    "半年报": "semiannual_report",
    "中报": "semiannual_report",
    "季报": "quarterly_report",
}
_ADDRESS = re.compile(r"<?(https?://[^\s|<>]+)(?:\|[^>]*)?>?", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What was asked: a filer, perhaps a form and periods as covers name them; or addresses, the old one first."""

    filer: str = ""
    form: str | None = None
    periods: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()


def question(words: str) -> Question:
    """The question that these words are. Its filer is empty where they name none."""
    addresses = tuple(found[1] for found in _ADDRESS.finditer(words))
    if addresses:
        return Question(addresses=addresses)
    parts = words.split()
    periods: list[str] = []
    while len(parts) > 1 and len(periods) < _MOST_PERIODS and (period := read_period(parts[-1])):
        periods.insert(0, period)
        parts.pop()
    form = _form(parts[-1]) if len(parts) > 1 else None
    filer = parts[:-1] if form else parts
    return Question(filer=" ".join(filer).strip("\"'“”"), form=form, periods=tuple(periods))


def read_period(word: str) -> str | None:
    """The period that a word names, as covers name it, or None."""
    found = _PERIOD.fullmatch(word)
    if found is None:
        return None
    part = found["part"] or found["early"]
    year = found["year"] or found["late"]
    return f"{year}-{part.upper()}" if part else year


def _form(word: str) -> str | None:
    return _FORMS.get(word.casefold()) or read_title(word).form
