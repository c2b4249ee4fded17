"""The ledger: what is kept of a figure, what a new filing is held against, and what is told of that."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.apart import Apart
from bot.app import build as build_app
from bot.configured import Config, FilerTable, Watch
from bot.covers import Cover
from bot.ledger import binding, entries_of, measures_of
from bot.operating import App
from bot.store import ledger
from bot.store.diffs import Wanted
from bot.store.restoring import restore_figure
from bot.versions import Version
from diffing.change import Relation

NOON = datetime(2024, 4, 24, 12, tzinfo=UTC)


def test_a_stored_figure_comes_back(build: Any) -> None:
    """What is kept of a figure makes the same figure again, but for where it stood on its page."""
    figure = build.figure("12.6 亿元", "1260000000", entity="星河股份", dimensions=(("region", "境外"),))
    (entry,) = entries_of([figure], [])
    assert restore_figure(json.loads(entry.body)) == figure
    assert (entry.measure, entry.period, entry.value) == ("营业收入", "2023-01-01/2023-12-31", "1260000000")
    assert "region=境外" in entry.scope
    assert '"boxes"' not in entry.body


def test_a_measure_is_found_by_any_of_its_names() -> None:
    """A person may name a measure as a filing does, or by a synonym of it."""
    assert set(measures_of("营业收入")) & set(measures_of("revenue"))
    assert measures_of("客户数") == ("客户数",)


def version(number: int, form: str | None, period: str | None, **fields: Any) -> Version:
    """A stored version; a later number was found later."""
    rank = fields.pop("rank", 0)
    given = {"filer": "1", "source": "s", "source_id": f"{number}", "sha256": f"{number}", "published": None}
    cover = Cover(title=f"{form} {period}", language="zh", form=form, period=period, rank=rank)
    return Version(**{"id": number, "first_seen": NOON, "cover": cover, **given, **fields})


def test_a_filing_is_held_against_what_still_stands() -> None:
    """Not against its baseline, its own other issues, what was corrected since, notices, or what came after it."""
    stored = [
        version(1, "annual_report", "2021"),
        version(2, "annual_report", "2021", rank=1),
        version(3, "annual_report", "2022"),
        version(4, "ir_record", None),
        version(5, "correction_notice", None),
        version(6, "annual_report", "2023"),
        version(7, "annual_report", "2023", rank=1),
        version(8, "earnings_forecast", "2024"),
        version(9, "ir_record", None, filer="1", source="1", published=None),
    ]
    assert binding(stored[6], stored, [stored[2]]) == [2, 4]


REPORTS = {
    "annual-2021.txt": "云帆精工股份有限公司2021年年度报告\n\n2021年，公司实现营业收入27.5亿元。\n",
    "annual-2022.txt": "云帆精工股份有限公司2022年年度报告\n\n2022年，公司实现营业收入29.2亿元。\n",
    "flash-2023.txt": "云帆精工股份有限公司2023年度业绩快报\n\n2023年，公司实现营业收入31.9亿元。\n",
    "annual-2023.txt": "云帆精工股份有限公司2023年年度报告\n\n2023年，公司实现营业收入31.6亿元。\n",
}


@pytest.fixture
def app(tmp_path: Path, database: str) -> Iterator[App]:
    """A watched folder of one company, really read and compared."""
    (tmp_path / "in").mkdir()
    filer = FilerTable(id="999001", code="999001", name="云帆精工")
    watch = Watch(name="w", path=tmp_path / "in", settle=0, baseline="compare", filer=filer)
    config = Config(folder=tmp_path / "state", database=database, watches=(watch,))
    made = build_app(config, comparing=Apart(method="fork"), say=lambda _: None)
    yield made
    made.close()


def file(app: App, *names: str) -> None:
    """Files these reports and polls once."""
    for name in names:
        folder = app.config.watches[0].path
        assert folder is not None
        (folder / name).write_text(REPORTS[name], encoding="utf-8")
    app.check()


def test_a_new_filing_is_held_against_all_that_was_said(app: App) -> None:
    """The annual report is compared with last year's, and contradicts the flash report for its own year."""
    file(app, "annual-2022.txt", "flash-2023.txt")
    file(app, "annual-2023.txt")
    log = next(row for row in app.log(Wanted()) if "2023年年度报告" in row.new_title)
    assert "2022年年度报告" in log.old_title
    told = [change["relation"] for change in app.show(log.id).body["changes"]]
    assert told.count(Relation.CONTRADICTS_EARLIER) == 1


def test_the_history_of_a_figure_is_one_query(app: App) -> None:
    """Every statement of a measure comes in the order of the time it is for, with the filing that made it."""
    file(app, *REPORTS)
    with app.store.reading() as connection:
        (filer,) = ledger.find_filers(connection, "云帆精工")
        rows = ledger.history(connection, filer, measures_of("营业收入"))
    said = [(row.period[:4], row.text, row.title) for row in rows]
    assert [period for period, *_ in said] == ["2021", "2022", "2023", "2023"]
    assert [text for _, text, _ in said[:2]] == ["27.5亿元", "29.2亿元"]
    assert {text for _, text, _ in said[2:]} == {"31.6亿元", "31.9亿元"}
    assert said[0][2] == "annual-2021"


def test_a_version_is_recorded_once(app: App) -> None:
    """A step that is made twice leaves each figure in the ledger once."""
    file(app, "annual-2022.txt")
    with app.store.writing() as connection:
        before = ledger.history(connection, "999001", measures_of("营业收入"))
        ledger.record(connection, 1, entries_of([], []))
        assert ledger.history(connection, "999001", measures_of("营业收入")) == before
        assert len(before) == 1
