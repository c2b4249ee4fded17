"""A change of words inside one pair of clauses, before it becomes a finding."""

from __future__ import annotations

from dataclasses import dataclass

from diffing.change import Relation


@dataclass(frozen=True, slots=True, kw_only=True)
class WordChange:
    """How the words relate, the code of the reason, and what each side says; a side may say nothing."""

    relation: Relation
    code: str
    old: str
    new: str
