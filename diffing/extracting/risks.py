"""Whether a clause names a risk: 可能面临下滑的风险 does, 加强风险管理 and "risks and rewards of ownership" do not.

A risk is stated with its word and with what may become of it; under a heading such as 风险因素 or Risk Factors its word
is enough. What is done against a risk, and what defines one, names none; nor do the policies of accounting, which
measure by risks, and an auditor's report.
"""

from __future__ import annotations

import re

from diffing.extracting.lexicon import Row, rows, words
from diffing.extracting.patterns import any_of, whole_words


def _pattern(kind: str, language: str) -> re.Pattern[str]:
    known = words("risks", kind=kind, language=language)
    return re.compile(any_of(known) if language == "zh" else whole_words(known), re.IGNORECASE)


_KINDS = ("noun", "stated", "averted", "trap", "place", "defines", "elsewhere")
_PATTERNS = {(kind, language): _pattern(kind, language) for kind in _KINDS for language in ("zh", "en")}
# 未能有效控制, unable to manage: what fails to be averted is a risk.
_FAILS = {
    "zh": re.compile(r"(?:不能|未能|无法|难以|不力|未)[^，。；]{0,6}$"),
    "en": re.compile(r"\b(?:not|unable|inability|fail(?:s|ed|ure)?|cannot)\b[^,.;]{0,24}$", re.IGNORECASE),
}


def names_risk(text: str, *, language: str, among_risks: bool) -> bool:
    """Whether a clause names a risk; `among_risks` where it stands under a heading that announces them."""
    said = _PATTERNS["trap", language].sub("", text)
    if not _PATTERNS["noun", language].search(said) or _averts(said, language):
        return False
    return among_risks or _PATTERNS["stated", language].search(said) is not None


def announces_risks(path: tuple[str, ...], *, language: str) -> bool:
    """Whether what stands under these headings is a list of risks."""
    return any(_PATTERNS["place", language].search(heading) for heading in path)


# How far into a sentence its subject may reach: 交易账户利率风险源于…
_SUBJECT = 40


def may_name_risks(text: str, path: tuple[str, ...], *, language: str) -> bool:
    """Whether a sentence under these headings may name a risk: no definition, and not of the rules of accounting."""
    defined = _PATTERNS["defines", language].search(text, 0, _SUBJECT)
    return defined is None and not any(_PATTERNS["elsewhere", language].search(heading) for heading in path)


def risk_cues() -> tuple[Row, ...]:
    """The words for a risk as rows of cues, which mark a claim and hide the 不 of 不确定性."""
    marks = (row for row in rows("risks") if row["kind"] in ("noun", "marks"))
    return tuple({**row, "kind": "risk", "sense": "risk", "step": "0"} for row in marks)


def _averts(said: str, language: str) -> bool:
    found = _PATTERNS["averted", language].finditer(said)
    return any(not _FAILS[language].search(said, 0, word.start()) for word in found)
