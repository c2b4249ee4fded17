"""Every format shows every change, in both languages, and lets no text of a filing act."""

from __future__ import annotations

import csv
import json
import re
from html.parser import HTMLParser
from io import StringIO
from typing import Any

import pytest

from bot.languages import LANGUAGES
from bot.rendering.formats import FORMATS, rendered
from bot.rendering.looks import Look, Screen
from bot.rendering.text import AGREEING, FEW, IN_BRIEF, IN_FULL
from diffing.change import Basis, Relation, Severity
from diffing.document import Coverage

HOSTILE = "=1+1 <script>alert(1)</script> <!channel> [x](javascript:y) \x1b[2J \u202e gnp.exe"


class Tags(HTMLParser):
    """Collects the tags and the attributes of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keeps one tag."""
        self.tags.append(tag)
        self.attributes += attrs


def parsed(page: str) -> Tags:
    """The tags of a page."""
    tags = Tags()
    tags.feed(page)
    return tags


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", FORMATS)
def test_changes_are_told_in_every_format(build: Any, name: str, language: str) -> None:
    """Words of the change and its id are there."""
    shown = rendered(build.diff(build.change()), name, Look(language=language)).replace("\\", "")
    assert "12.5 亿元" in shown
    assert "c1" in shown
    assert shown.endswith("\n")


@pytest.mark.parametrize("name", ["text", "html", "markdown"])
def test_no_change_says_what_was_compared(build: Any, name: str) -> None:
    """The verdict has its reach beside it."""
    assert "No change: 214 sentences and 88 figures compared" in rendered(build.diff(), name, Look()).replace("\\", "")


@pytest.mark.parametrize("name", ["text", "html", "markdown"])
def test_poor_coverage_comes_first_and_refuses_the_verdict(build: Any, name: str) -> None:
    """What was not read stands above everything else."""
    unread = build.side(sha256="2" * 64, coverage=Coverage(pages=30, pages_without_text=(3,)))
    shown = rendered(build.diff(new=unread), name, Look())
    assert "No verdict" in shown
    assert "No change" not in shown
    assert shown.index("without text") < shown.index("No verdict")


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", ("2 pages read by text recognition (3-4)", "uncertain", "No verdict")),
        ("zh", ("2 页经文字识别读取（3-4）", "不确定", "无法下结论")),
    ],
)
@pytest.mark.parametrize("name", ["text", "html", "markdown"])
def test_recognised_pages_are_named_and_carry_no_verdict(
    build: Any, name: str, language: str, told: tuple[str, ...]
) -> None:
    """A file that was recognised is never "no change"."""
    unsure = build.side(sha256="2" * 64, coverage=Coverage(pages=30, recognised_pages=(3, 4)))
    shown = rendered(build.diff(new=unsure), name, Look(language=language)).replace("\\", "")
    assert [words for words in told if words not in shown] == []


@pytest.mark.parametrize("name", ["text", "html", "markdown"])
def test_what_was_not_announced_is_said(build: Any, name: str) -> None:
    """With a correction notice each change says whether the notice names it."""
    shown = rendered(build.diff(build.change(declared=False), build.change(id="c2", declared=True)), name, Look())
    assert shown.count("not in the correction notice") == 1
    assert shown.count("in the correction notice") == 2


@pytest.mark.parametrize("name", FORMATS)
def test_quieter_changes_are_counted_not_shown(build: Any, name: str) -> None:
    """What stands below the chosen severity leaves its count behind."""
    diff = build.diff(build.change(), build.change(id="quiet", severity=Severity.LOW))
    shown = rendered(diff, name, Look(at_least=Severity.HIGH))
    assert "quiet" not in shown
    if name in ("text", "html", "markdown"):
        assert "Below high and not shown" in shown


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_acts_on_a_terminal(build: Any, name: str) -> None:
    """No format prints an escape or a direction mark of the filing."""
    shown = rendered(_hostile(build), name, Look())
    assert not set(shown) & {"\x1b", "\u202e"}


def test_html_holds_no_foreign_tag(build: Any) -> None:
    """A script in a filing is text, and the page loads nothing at all."""
    page = rendered(_hostile(build), "html", Look())
    found = parsed(page)
    assert "script" not in found.tags
    assert not [value for name, value in found.attributes if name in ("src", "onclick", "style")]
    assert not [value for name, value in found.attributes if name == "href" and not (value or "").startswith("#")]
    assert "default-src 'none'" in page
    assert not re.search(r"url\(|@import", page)


def test_html_anchors_every_change(build: Any) -> None:
    """Each change can be linked to, and each link on the page has its target."""
    found = parsed(rendered(build.diff(build.change(), build.change(id="c2")), "html", Look()))
    ids = {value for name, value in found.attributes if name == "id"}
    links = {(value or "").removeprefix("#") for name, value in found.attributes if name == "href"}
    assert {"c1", "c2"} <= ids
    assert links <= ids


def test_html_links_originals_and_nothing_that_runs(build: Any) -> None:
    """The originals can be opened; an address that would run something is not linked."""
    look = Look(originals=("https://example.org/old.pdf", "javascript:alert(1)"))
    page = rendered(build.diff(build.change()), "html", look)
    links = [value for name, value in parsed(page).attributes if name == "href" and not (value or "").startswith("#")]
    assert links == ["https://example.org/old.pdf"]


def test_markdown_holds_no_foreign_markup(build: Any) -> None:
    """Tags and links of a filing are escaped."""
    shown = rendered(_hostile(build), "markdown", Look())
    assert "<script" not in shown
    assert "[x](" not in shown


def test_csv_defuses_formulas(build: Any) -> None:
    """No cell begins like a formula."""
    rows = list(csv.reader(StringIO(rendered(_hostile(build), "csv", Look()))))
    assert len(rows) == 2
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]


def test_json_has_the_contracts_shape(build: Any) -> None:
    """A script finds the schema, the changes and the counts."""
    shown = json.loads(rendered(build.diff(build.change()), "json", Look()))
    assert shown["schema"] == "filingwatch.diff/1"
    assert shown["changes"][0]["wording"][1] == {"kind": "delete", "text": "12.6 亿元"}
    assert shown["counts"]["hidden"] == {"moved between periods": 12}


def test_a_pipe_gets_marks_and_a_terminal_styles(build: Any) -> None:
    """Struck out and underlined on a terminal, bracketed in a pipe."""
    diff = build.diff(build.change())
    assert "⟦12.6 亿元 → 12.5 亿元⟧" in rendered(diff, "text", Look())
    styled = rendered(diff, "text", Look(screen=Screen(styled=True, width=80)))
    assert "⟦" not in styled
    assert "\x1b[" in styled


def test_lines_fit_the_terminal(build: Any) -> None:
    """Chinese characters count two columns."""
    from rich.cells import cell_len

    long = build.change(new=build.quote("公司" * 200), old=None, wording=(), figures=())
    shown = rendered(build.diff(long), "text", Look(screen=Screen(width=60)))
    assert max(map(cell_len, shown.splitlines())) <= 60


def many(build: Any, count: int, severity: Severity) -> list[Any]:
    """So many changes of one severity."""
    return [build.change(id=f"{severity}-{number:03}", severity=severity) for number in range(count)]


def test_a_long_diff_fits_a_screen_and_counts_the_rest(build: Any) -> None:
    """Grave changes are in full up to a limit, quiet ones on one line each, and what is more is counted."""
    grave, quiet = many(build, IN_FULL + 7, Severity.HIGH), many(build, IN_BRIEF + 900, Severity.LOW)
    shown = rendered(build.diff(*grave, *quiet), "text", Look())
    assert sum("#high-" in line for line in shown.splitlines()) == IN_FULL
    assert "… and 7 more changes: --all shows" in shown
    brief = [line for line in shown.splitlines() if "#low-" in line]
    assert len(brief) == IN_BRIEF
    assert all("differs from the old one" in line and "12.6 亿元 → 12.5 亿元" in line for line in brief)
    assert "… and 900 more changes: --at-least medium hides these" in shown
    assert "HIGH · 67" in shown
    assert "LOW · 920" in shown


def test_everything_in_full_where_it_is_asked_for(build: Any) -> None:
    """Nothing is shortened or counted away then."""
    changes = [*many(build, IN_FULL + 7, Severity.HIGH), *many(build, IN_BRIEF + 9, Severity.LOW)]
    shown = rendered(build.diff(*changes), "text", Look(whole=True))
    assert shown.count("  #") == len(changes) == shown.count("cannot be true")
    assert "--all" not in shown


def test_a_quiet_change_without_figures_is_told_by_its_words(build: Any) -> None:
    """Where there are many changes, one line holds the words that differ, marked."""
    reworded = build.change(relation=Relation.REWORDED, severity=Severity.INFO, figures=(), id="told")
    shown = rendered(build.diff(reworded, *many(build, FEW, Severity.LOW)), "text", Look())
    (line,) = [line for line in shown.splitlines() if "#told" in line]
    assert "reworded" in line
    assert "⟦12.6 亿元 → 12.5 亿元⟧" in line


def test_html_shows_twelve_figures_and_folds_the_rest(build: Any) -> None:
    """The first table is read at a glance, and holds nothing that is not stated any more."""
    dropped = build.pair(Relation.FIGURE_DROPPED, old=build.figure("7", "7", metric="停止披露"), new=None)
    first = build.change(id="first", figures=(dropped,))
    page = rendered(build.diff(first, *many(build, 30, Severity.HIGH)), "html", Look())
    table, rest = page.split("<details", 2)[:2]
    assert table.count('<th scope="row">') == 12
    assert "停止披露" not in table
    assert "19 more figures" in rest
    assert "停止披露" in rest


def test_html_folds_the_quiet_changes_away(build: Any) -> None:
    """Low and info changes are one click away below graver ones, and open where there is nothing else."""
    quiet = many(build, 3, Severity.LOW)
    assert '<details class="more group" id="low">' in rendered(build.diff(build.change(), *quiet), "html", Look())
    assert "more group" not in rendered(build.diff(*quiet), "html", Look())


def test_many_agreements_are_counted(build: Any) -> None:
    """The first of them stand on the screen, the others leave their count."""
    pairs = tuple(build.pair(Relation.IDENTICAL) for _ in range(AGREEING + 5))
    diff = build.diff(basis=Basis.CROSS_DOCUMENT, agreements=pairs)
    assert "… and 5 more figures: --all shows" in rendered(diff, "text", Look())
    assert "more figures" not in rendered(diff, "text", Look(whole=True))


def test_agreements_close_a_cross_document_diff(build: Any) -> None:
    """Figures that both documents state are listed once, compactly."""
    pair = build.pair(Relation.FORMAT_ONLY, new=build.figure("12.6亿元", "1260000000"))
    shown = rendered(build.diff(basis=Basis.CROSS_DOCUMENT, agreements=(pair,)), "text", Look())
    assert "12.6 亿元 = 12.6亿元  营业收入  2023" in shown


def _hostile(build: Any) -> Any:
    quote = build.quote(HOSTILE)
    side = build.side(title=HOSTILE, name=HOSTILE, filer=HOSTILE, warnings=(HOSTILE,))
    change = build.change(old=None, new=quote, wording=(), section=(HOSTILE,))
    return build.diff(change, new=side)
