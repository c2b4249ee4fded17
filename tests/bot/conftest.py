"""Diff values built by hand, for what only shows them; and an empty database of each kind."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import structlog

from bench.bucket import Buckets, buckets
from bench.crashing.databases import VARIABLE, Databases, databases
from bench.crashing.postgres import CannotStartError
from diffing.change import (
    Basis,
    Change,
    Counts,
    Diff,
    FigurePair,
    Kind,
    MadeWith,
    Quote,
    Reason,
    Relation,
    Run,
    RunKind,
    Severity,
    Side,
)
from diffing.document import Coverage
from diffing.figure import Figure, Period

YEAR = Period(first=date(2023, 1, 1), last=date(2023, 12, 31))
QUARTER = Period(first=date(2024, 1, 1), last=date(2024, 3, 31))


@pytest.fixture(autouse=True)
def _log_of_its_own() -> Iterator[None]:
    """Who configures the log writes to the test's own standard error, which is closed when the test ends."""
    yield
    structlog.reset_defaults()


class Builder:
    """Builds values with sensible fields where a test names none."""

    def figure(self, text: str, value: str, **fields: Any) -> Figure:
        """A figure in RMB for the year 2023."""
        given = {"unit": "CNY", "decimals": -7, "metric": "营业收入", "period": YEAR, "numeral": value} | fields
        return Figure(text=text, start=0, end=max(len(text), 1), value=Decimal(value), **given)

    def pair(self, relation: Relation = Relation.VALUE_CHANGED, **sides: Figure | None) -> FigurePair:
        """The revenue of 2023, once 12.6 and once 12.5, unless other sides are given."""
        old = sides.get("old", self.figure("12.6 亿元", "1260000000"))
        new = sides.get("new", self.figure("12.5 亿元", "1250000000"))
        return FigurePair(old=old, new=new, relation=relation)

    def quote(self, text: str, **fields: Any) -> Quote:
        """A quote from the start of its document."""
        return Quote(text=text, start=0, end=len(text), **fields)

    def change(self, **fields: Any) -> Change:
        """A changed figure, redlined."""
        given: dict[str, Any] = {
            "id": "c1",
            "kind": Kind.FIGURE_CHANGED,
            "relation": Relation.VALUE_CHANGED,
            "severity": Severity.HIGH,
            "reason": Reason(
                code="figure_value_changed",
                values=(("metric", "营业收入"), ("new", "12.5 亿元"), ("old", "12.6 亿元")),
            ),
            "old": self.quote("公司实现营业收入 12.6 亿元。", page=12),
            "new": self.quote("公司实现营业收入 12.5 亿元。", page=14),
            "section": ("第三节 管理层讨论与分析", "主营业务"),
            "figures": (self.pair(),),
            "wording": (
                Run(kind=RunKind.EQUAL, text="公司实现营业收入 "),
                Run(kind=RunKind.DELETE, text="12.6 亿元"),
                Run(kind=RunKind.INSERT, text="12.5 亿元"),
                Run(kind=RunKind.EQUAL, text="。"),
            ),
        }
        return Change(**(given | fields))

    def side(self, **fields: Any) -> Side:
        """An annual report of 214 sentences, read completely."""
        given: dict[str, Any] = {
            "name": "2023.pdf",
            "sha256": "0" * 64,
            "media_type": "application/pdf",
            "pages": 30,
            "sentences": 214,
            "figures": 88,
            "language": "zh",
            "title": "星河股份 2023 年年度报告",
            "filer": "星河股份",
            "form": "annual_report",
            "period": "2023-01-01/2023-12-31",
            "coverage": Coverage(pages=30, characters=20_000),
        }
        return Side(**(given | fields))

    def diff(self, *changes: Change, **fields: Any) -> Diff:
        """A re-issued annual report."""
        given: dict[str, Any] = {
            "old": self.side(),
            "new": self.side(name="2023-corrected.pdf", sha256="1" * 64),
            "basis": Basis.AMENDMENT,
            "basis_reason": Reason(code="basis_given"),
            "counts": Counts(unchanged_sentences=213, unchanged_figures=87, hidden=(("moved between periods", 12),)),
            "made_with": MadeWith(engine="1", lexicon="1", settings="link_likeness=0.45"),
        }
        return Diff(changes=changes, **(given | fields))


@pytest.fixture
def build() -> Builder:
    """Builds diffs, changes and figures."""
    return Builder()


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Databases]:
    """Makes databases on a PostgreSQL server that is started once, or a skip that names the setting."""
    try:
        with databases() as made:
            yield made
    except CannotStartError as error:
        pytest.skip(f"no PostgreSQL: {error}; name a server with {VARIABLE}")


@pytest.fixture(scope="session")
def bucket_server() -> Iterator[Buckets]:
    """Makes buckets on a server that is started once."""
    with buckets() as made:
        yield made


@pytest.fixture
def bucket(bucket_server: Buckets, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of an empty bucket, with what the program needs to know of it in the environment."""
    for name, value in bucket_server.environment.items():
        monkeypatch.setenv(name, value)
    return bucket_server.make()


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database: every test that asks for it runs on each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'test.db'}"
    return str(request.getfixturevalue("postgresql").make())
