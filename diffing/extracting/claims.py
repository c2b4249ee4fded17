"""The claims of a document: what its clauses assert that is no figure, by the cues that stand in them.

A clause may make several claims: 公司正式发布中国首个模型 tells of an event and claims a rank.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from diffing.claim import Claim, ClaimType, Cue
from diffing.document import Document, Sentence
from diffing.extracting.clauses import Said
from diffing.extracting.hearing import Heard, hearing
from diffing.extracting.lexicon import Row, rows, words
from diffing.extracting.parties import names_officer, parties
from diffing.extracting.patterns import any_of, whole_words
from diffing.extracting.risks import announces_risks, may_name_risks, names_risk, risk_cues
from diffing.extracting.speaking import is_object_mark
from diffing.extracting.subjects import entity_of
from diffing.extracting.titles import is_title
from diffing.figure import Modality
from diffing.recognised import doubted

_KNOWN: dict[str, list[Row]] = {}
_ROWS = (*rows("cues"), *risk_cues(), *rows("claim_cues"))
for _row in _ROWS:
    _KNOWN.setdefault(_row["word"].casefold(), []).append(_row)


def _listed(language: str) -> list[str]:
    known = [row["word"].casefold() for row in _ROWS if row["language"] == language]
    return [*known, *(trap.casefold() for trap in words("cue_traps", language=language))]


_SCAN = {
    "zh": re.compile(any_of(_listed("zh"))),
    "en": re.compile(whole_words(_listed("en")), re.IGNORECASE),
}
_SENSE_MODALITY = {"will": Modality.FORECAST, "expect": Modality.FORECAST, "plan": Modality.TARGET,
                   "aim": Modality.TARGET,                   "may": Modality.FORECAST}  # fmt: skip
_AHEAD = {"will", "expect", "plan", "aim", "doing", "may"}
_AMOUNT = re.compile(r"\d[\d,.]*[ ]?(?:万|亿|元|%|million|billion|percent)|[$¥￥]")
_DONE = re.compile(r"正式|宣布|完成|已|了|成功|首次|率先")
# What makes a claim without any cue.
_WITHOUT_CUE = re.compile(
    r"之一|董事|经理|总裁|代表人|财务|会计|首席|CEO|CFO|Officer|Chair|President|不确定性|风险|不利影响|不再|锁定"
)
_ONE_OF = re.compile(r"(?:重要|主要|优秀|核心|著名|少数)[^，。；]{1,20}之一")
_SOURCES = re.compile(
    r"数据|统计|报告|显示|披露|机构|公告|审计|调查|榜单|according|report|research|data", re.IGNORECASE
)
# 根据《会计准则》, 按照公司章程: what is done by a rule is said on nobody's word.
_BY_RULE = re.compile(
    r"(?:根据|依据|根據|按照|依照)[^，。；]{0,24}?(?:准则|準則|规定|規定|章程|制度|办法|辦法|条例|條例|法》|法律)"
)
_ONLY_WHEN = re.compile(r"^(?:[\s，,截至止于在自的日]|同时|此外|其中|目前|另外|\0)*$")


@dataclass(slots=True)
class _Clause:
    """One clause with its cues."""

    start: int
    end: int
    among_risks: bool = False
    may_name_risks: bool = True
    cues: list[tuple[Row, int, int]] = field(default_factory=list)
    by_kind: dict[str, list[Row]] = field(default_factory=dict)

    def add(self, row: Row, start: int, end: int) -> None:
        self.cues.append((row, start, end))
        self.by_kind.setdefault(row["kind"], []).append(row)

    def senses(self, kind: str) -> list[Row]:
        return self.by_kind.get(kind, [])


def claims(document: Document) -> tuple[Claim, ...]:
    """All claims of a document in its order, with the cues that make them; offsets are the document's."""
    found: list[Claim] = []
    for heard in hearing(document).sentences:
        found.extend(_claims_of(heard, document))
    return doubted(found, document)


def _claims_of(heard: Heard, document: Document) -> Iterator[Claim]:
    above, language = _above(document, heard.sentence), heard.said.language
    among_risks = announces_risks(above, language=language)
    may_name = may_name_risks(heard.said.text, above, language=language)
    telling = _WITHOUT_CUE.search(heard.said.text) is not None
    title = is_title(heard.said.text, heard.said.language)
    for clause in _clauses(heard.said):
        clause.among_risks, clause.may_name_risks = among_risks, may_name
        for kind in _types(heard.said, clause) if clause.cues or telling else ():
            if not title or kind in _SAID_BY_TITLES:
                yield _claim(heard, clause, kind, document)


# A title may say that what follows is unaudited, or who is first; it tells of no risk, plan or event.
_PROMISED = re.compile(r"承[诺諾](?!及或有)|\b(?:[Uu]ndert(?:ake|akes|ook|aken))\b")
_SAID_BY_TITLES = frozenset({ClaimType.AUDIT, ClaimType.RANKING, ClaimType.COMMITMENT})


def _above(document: Document, sentence: Sentence) -> tuple[str, ...]:
    """The headings that a sentence stands under, without itself."""
    path = document.section_path(sentence.block)
    return path[:-1] if path and path[-1] == sentence.text.strip() else path


def _clauses(said: Said) -> list[_Clause]:
    """The clauses with their cues; one that only says when begins the next."""
    clauses: list[_Clause] = []
    start: int | None = None
    for number in range(len(said.starts)):
        left, right = said.span(number)
        start = left if start is None else start
        if _only_when(said, left, right) and number + 1 < len(said.starts):
            continue
        clauses.append(_Clause(start, right))
        start = None
    at = 0
    for match in _SCAN[said.language].finditer(said.text):
        known = _KNOWN.get(" ".join(match.group().casefold().split()))
        while at < len(clauses) - 1 and match.start() >= clauses[at].end:
            at += 1
        if known and not is_object_mark(said.text, match) and not _is_month(said, match):
            for row in known:
                clauses[at].add(row, match.start(), match.end())
    return clauses


def _is_month(said: Said, match: re.Match[str]) -> bool:
    """Whether a cue is part of a date: retired on 12 May 2016."""
    return said.language == "en" and said.dated_at(match.start()) is not None


def _only_when(said: Said, left: int, right: int) -> bool:
    text = said.blanked(left, right)
    return "\0" in text and bool(_ONLY_WHEN.match(text))


def _types(said: Said, clause: _Clause) -> list[ClaimType]:
    text = said.text[clause.start : clause.end]
    kinds = clause.by_kind
    modal = {row["sense"] for row in clause.senses("modality")}
    dated = bool(said.dated_in(clause.start, clause.end))
    found = []
    if any(int(row.get("step") or 1) > 0 for row in clause.senses("ranking")) or _ONE_OF.search(text):
        found.append(ClaimType.RANKING)
    if "event" in kinds and not modal & {"will", "plan", "expect"} and (dated or _DONE.search(text)):
        found.append(ClaimType.EVENT)
    if ("party" in kinds and parties(text)) or names_officer(text):
        found.append(ClaimType.PARTY)
    if modal & _AHEAD or "guidance" in kinds:
        ahead = _AMOUNT.search(text) and modal & {"expect", "will", "aim", "plan"}
        found.append(ClaimType.GUIDANCE if ahead or "guidance" in kinds else ClaimType.FORWARD_LOOKING)
    found.extend(kind for name, kind in _BY_KIND.items() if name in kinds)
    if clause.may_name_risks and names_risk(text, language=said.language, among_risks=clause.among_risks):
        found.append(ClaimType.RISK)
    if ClaimType.ATTRIBUTION in found and (not _SOURCES.search(text) or _BY_RULE.search(text)):
        found.remove(ClaimType.ATTRIBUTION)
    if "不再" in text or "锁定" in text or _PROMISED.search(text):
        found.append(ClaimType.COMMITMENT)
    return list(dict.fromkeys(found))


_BY_KIND = {
    "comparison": ClaimType.COMPARISON, "status": ClaimType.STATUS, "commitment": ClaimType.COMMITMENT,
    "audit": ClaimType.AUDIT, "attribution": ClaimType.ATTRIBUTION,
}  # fmt: skip


def _claim(heard: Heard, clause: _Clause, kind: ClaimType, document: Document) -> Claim:
    sentence, said = heard.sentence, heard.said
    start, end = _trimmed(said.text, clause.start, clause.end)
    parts = sentence.locate(start, end)
    begin, finish = parts[0][0], parts[-1][1]
    modal = clause.senses("modality")
    negations = len(clause.senses("negation"))
    scope = max(clause.senses("scope"), key=lambda row: int(row["step"]), default=None)
    return Claim(
        text=sentence.text[start:end], start=begin, end=finish, parts=parts if len(parts) > 1 else (), type=kind,
        page=document.page(begin), boxes=document.boxes(parts), sentence=sentence.text,
        cues=_cues(sentence, clause),
        polarity=-1 if negations % 2 else 1, modality=_modality(modal), strength=_strength(clause, kind),
        entity=entity_of(said, (clause.start, clause.end), heard.heads, heard.subject),
        scope=scope["word"] if scope else "",
        parties=parties(said.text[start:end]) if kind is ClaimType.PARTY else (),
        dates=tuple(one.period for one in said.dated_in(clause.start, clause.end)),
    )  # fmt: skip


def _cues(sentence: Sentence, clause: _Clause) -> tuple[Cue, ...]:
    return tuple(
        Cue(kind=row["kind"], text=sentence.text[left:right], step=int(row.get("step") or 0))
        for row, left, right in clause.cues
    )


def _modality(modal: list[Row]) -> Modality:
    for row in modal:
        if row["sense"] in _SENSE_MODALITY:
            return _SENSE_MODALITY[row["sense"]]
    return Modality.ACTUAL


def _strength(clause: _Clause, kind: ClaimType) -> int:
    """The rung of the clause: its highest rank less 之一, or its weakest modality or hedge."""
    if kind is ClaimType.RANKING:
        steps = [int(row.get("step") or 1) for row in clause.senses("ranking")]
        return max(steps) + min(0, *steps)
    steps = [int(row["step"]) for row in (*clause.senses("modality"), *clause.senses("hedge"))]
    return min(steps, default=0)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip(' \n“”"，、；。'))
    right = len(piece.rstrip(" \n，、；。:：;,."))
    return (start + left, start + right) if right > left else (start, end)
