"""Every word shown to people, by language; the words themselves stand in the data files beside this module."""

from __future__ import annotations

import tomllib
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from bot.languages.spans import period_words
from diffing import reasons
from diffing.change import Basis, Reason, Relation
from diffing.figure import Period

LANGUAGES = ("en", "zh")

# Values of a reason that are codes: the ending of their name, and the table they are told from.
_CODED = {"form": "forms", "modality": "modalities", "qualifier": "qualifiers", "unit": "unit_names"}


class Words:
    """The words of one language. Get it from `words_in`."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._tables = _load(f"{language}.toml")
        self._plain = _load("plain.toml")
        self._reasons = _reasons(language)

    def phrase(self, key: str, **values: object) -> str:
        """The phrase of that key, its {names} filled in."""
        return str(self._tables["phrases"][key]).format_map(values)

    def counted(self, what: str, count: int) -> str:
        """A number and what is counted, as in "1 sentence" and "1,204 sentences"."""
        forms = self._tables["counted"][what]
        return str(forms[0 if count == 1 else -1]).format(n=f"{count:,}")

    def label(self, table: str, name: object) -> str:
        """The word for a code of one table; a code that is not listed is shown as it is, spelled with spaces."""
        listed = self._tables[table].get(str(name))
        return str(listed) if listed is not None else str(name).replace("_", " ")

    def relation(self, relation: Relation, basis: Basis) -> str:
        """The plain words for a relation; on the cross-document basis nothing counts as taken back."""
        plain = self.sense(relation)
        across = self._tables["relations_across"] if basis is Basis.CROSS_DOCUMENT else {}
        return str(across.get(plain) or self._tables["relations"][plain])

    def sense(self, relation: Relation) -> str:
        """Which of the plain words a relation has, whatever the language: the finer relation has too many."""
        return str(self._plain[relation])

    def form(self, form: str | None) -> str:
        """The name of a form, or nothing where it is not known."""
        return self.label("forms", form) if form else ""

    def period(self, period: Period | str | None) -> str:
        """A period in words, as in "Q1 2024", from its value or its ISO text. Nothing where it is not known."""
        if isinstance(period, str):
            return self._iso_period(period)
        return period_words(period, self._tables["periods"]) if period else ""

    def scales(self) -> dict[str, int]:
        """The words that shorten long numbers, with their powers of ten, longest first."""
        return dict(self._tables["scales"])

    def amount(self, number: str, unit: str | None) -> str:
        """A number with its unit, as in "RMB 1.2 billion"."""
        if unit is None:
            return number
        if unit.startswith("count:"):
            return f"{number} {unit.removeprefix('count:')}"
        pattern = self._tables["units"].get(unit)
        return str(pattern).format(n=number) if pattern else f"{number} {unit}"

    def reason(self, reason: Reason) -> str:
        """The reason as one sentence without its full stop."""
        values = {name: self._reason_value(name, value) for name, value in reason.values}
        sentence = self._reasons.get(reason.code) or reason.code.replace("_", " ")
        return sentence.format_map(values).strip()

    def _reason_value(self, name: str, value: str) -> str:
        ending = name.rpartition("_")[2]
        if ending == "metric" and not value:
            return self.phrase("unnamed_figure")
        if ending == "period":
            return self.period(value) or self.phrase("undated")
        if not value:
            return self.phrase("not_stated")
        return self.label(_CODED[ending], value) if ending in _CODED else value

    def _iso_period(self, text: str) -> str:
        first, _, last = text.partition("/")
        try:
            ends = date.fromisoformat(first), date.fromisoformat(last or first)
        except ValueError:
            return ""
        return self.period(Period(first=ends[0], last=ends[1], instant=not last))


@cache
def words_in(language: str) -> Words:
    """The words of `language`, en or zh; KeyError for any other."""
    if language not in LANGUAGES:
        raise KeyError(language)
    return Words(language)


def _load(name: str) -> dict[str, Any]:
    return tomllib.loads(files("bot.languages").joinpath(name).read_text(encoding="utf-8"))


def _reasons(language: str) -> dict[str, str]:
    """The sentences by code; the English ones live with the engine that gives the reasons, and fill any gap."""
    sentences = dict(reasons.templates())
    if language != "en":
        for group in _load(f"reasons.{language}.toml").values():
            sentences |= group
    return sentences
