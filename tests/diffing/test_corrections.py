"""Real correction notices of the corpus: read as what they declare, or refused with the reason."""

from __future__ import annotations

from pathlib import Path

import diffing
from diffing import extracting


def read(file: Path) -> diffing.Document:
    """A file of the corpus."""
    return diffing.read(file.read_bytes(), name=file.name)


def of_role(corpus: Path, role: str) -> list[Path]:
    """The files of one role, each followed by its number."""
    return sorted((corpus / "filings" / "cn-corrections").glob(f"*__{role}__*.pdf"))


def test_every_notice_is_read_or_refused_with_its_reason(corpus: Path) -> None:
    """A notice with text declares changes of a document that it names; one without is refused as a scan."""
    declared, refused = {}, []
    for file in of_role(corpus, "notice"):
        try:
            declared[file.name] = extracting.declarations(read(file))
        except diffing.UnreadableDocument as error:
            refused.append(str(error))
    assert declared
    assert all(passages for passages in declared.values())
    assert all(one.title and one.before != one.after for passages in declared.values() for one in passages)
    assert refused
    assert all("scanned" in reason for reason in refused)


def test_a_correction_is_exactly_what_its_notice_declares(corpus: Path) -> None:
    """Where original, notice and correction are there and have text, all that changed is declared, and that is told."""
    compared = 0
    for file in of_role(corpus, "corrected"):
        stem = file.name.split("__")[0]
        roles = [of_role(corpus, role) for role in ("orig", "corrected", "notice")]
        files = [next((other for other in those if other.name.startswith(stem)), None) for those in roles]
        try:
            original, corrected, notice = (read(one) for one in files if one is not None)
        except (ValueError, diffing.UnreadableDocument):
            continue
        changes = diffing.compare(original, corrected, notices=[notice]).changes
        assert len(changes) == 1
        assert changes[0].declared
        compared += 1
    assert compared


def test_a_notice_does_not_differ_from_itself(corpus: Path) -> None:
    """On any basis: what it quotes as having been wrong is left out on both sides."""
    for file in of_role(corpus, "notice"):
        try:
            notice = read(file)
        except diffing.UnreadableDocument:
            continue
        assert all(diffing.compare(notice, notice, basis=basis).changes == () for basis in diffing.Basis)
