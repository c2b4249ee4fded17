"""Golden triples: an original, the notice that corrects it, and the corrected document, in folders of `triples/`.

The corrected document holds what the notice declares and nothing more. `more.txt` has two lines, words of the corrected
document and what they are changed to beside: one change that the notice does not declare.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import diffing
from diffing.change import Basis, Change, Diff, Kind

TRIPLES = Path(__file__).parent / "triples"
CASES = sorted(folder.name for folder in TRIPLES.iterdir() if folder.is_dir())


def compare(folder: Path, *, more: bool = False, noticed: bool = True) -> Diff:
    """The original against the corrected document, with the undeclared change when there is to be `more`."""
    file = next(folder.glob("corrected.*"))
    content = file.read_text(encoding="utf-8")
    if more:
        was, becomes = (folder / "more.txt").read_text(encoding="utf-8").splitlines()
        assert content.count(was) == 1
        content = content.replace(was, becomes)
    corrected = diffing.read(content.encode(), name=file.name)
    notices = [read(folder, "notice")] if noticed else []
    basis = Basis.AUTO if noticed else Basis.AMENDMENT
    return diffing.compare(read(folder, "original"), corrected, basis=basis, notices=notices)


def read(folder: Path, role: str) -> diffing.Document:
    """One of the three documents, whatever its format."""
    file = next(folder.glob(f"{role}.*"))
    return diffing.read(file.read_bytes(), name=file.name)


def in_words(change: Change) -> dict[str, Any]:
    """One change as a person checks it."""
    sides = {name: quote.text for name, quote in (("old", change.old), ("new", change.new)) if quote is not None}
    return {"what": f"{change.severity} {change.kind} {change.relation}", **sides}


@pytest.mark.parametrize("case", CASES)
def test_what_is_told_of_a_triple(case: str, pytestconfig: pytest.Config) -> None:
    """Exactly what is written beside the three documents is told: declared, and undeclared with the change more."""
    folder = TRIPLES / case
    told = {
        "declared": [in_words(change) for change in compare(folder).changes],
        "undeclared": [in_words(change) for change in compare(folder, more=True).changes if not change.declared],
    }
    expected = folder / "expected.json"
    if pytestconfig.getoption("--update-expected"):
        expected.write_text(json.dumps(told, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    assert told == json.loads(expected.read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES)
def test_a_notice_makes_it_an_amendment(case: str) -> None:
    """Whatever the covers say, a document beside the notice that corrects it is held against its original as such."""
    assert {compare(TRIPLES / case, more=more).basis for more in (False, True)} == {Basis.AMENDMENT}


@pytest.mark.parametrize("case", CASES)
def test_what_is_declared_is_told_as_loudly_as_without_a_notice(case: str) -> None:
    """Every change of an honest correction is declared, and no louder for it."""
    plain = {change.id: change.severity for change in compare(TRIPLES / case, noticed=False).changes}
    noticed = compare(TRIPLES / case).changes
    assert noticed
    assert all(change.declared for change in noticed)
    assert {change.id: change.severity for change in noticed} == plain


@pytest.mark.parametrize("case", CASES)
def test_what_is_not_declared_is_raised_by_one_level(case: str) -> None:
    """The change more is told, undeclared and a level louder; what was declared stays declared."""
    plain = {change.id: change.severity for change in compare(TRIPLES / case, more=True, noticed=False).changes}
    changes = compare(TRIPLES / case, more=True).changes
    undeclared = [change for change in changes if not change.declared]
    assert undeclared
    assert all(change.severity is plain[change.id].raised() for change in undeclared)
    declared = [change for change in changes if change.declared and change.kind is not Kind.MOVED]
    assert [in_words(change) for change in declared] == [in_words(change) for change in compare(TRIPLES / case).changes]


@pytest.mark.parametrize("case", CASES)
def test_a_triple_says_why_it_is_hard(case: str) -> None:
    """Every case names its trouble in words."""
    assert (TRIPLES / case / "case.md").read_text(encoding="utf-8").strip()
