"""What the documentation names is there: paths, links, and every relation in words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.configured import SourceName
from diffing.change import Relation

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    """Each link to a file of ours names one that exists."""
    links = re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_the_map_names_what_is_there() -> None:
    """Each path on the map exists."""
    paths = re.findall(
        r"`((?:watchers|diffing|bot|config|bench|tests)/[\w./]*)`", (ROOT / "docs/architecture.md").read_text()
    )
    assert paths
    assert [path for path in paths if not (ROOT / path).exists()] == []


def test_every_source_has_its_page() -> None:
    """What a watch can name stands in the table of sources, with a page that tells what is asked and what it costs."""
    table = (ROOT / "docs/sources/README.md").read_text(encoding="utf-8")
    lines = [line for line in table.splitlines() if line.startswith("| `") and "`source`" not in line]
    rows = {name: line for line in lines for name in re.findall(r"`([\w-]+)`", line.split("|")[1])}
    assert rows.keys() == set(SourceName.__args__)  # type: ignore[attr-defined]
    for row in set(rows.values()):
        page = (ROOT / "docs/sources" / re.findall(r"\]\((\w[\w-]*\.md)\)", row)[0]).read_text(encoding="utf-8")
        assert all(f"**{part}**" in page for part in ("Asked", "Cost", "Traps", "Broken")), row


def test_every_relation_is_in_the_glossary() -> None:
    """A relation that the JSON may name is explained in words."""
    glossary = (ROOT / "docs/glossary.md").read_text(encoding="utf-8")
    assert [
        relation for relation in Relation if f"| `{relation}`" not in glossary and f", `{relation}`" not in glossary
    ] == []
