"""Columns that come or go are told, also where every number of theirs stands in another column as well."""

from __future__ import annotations

import diffing
from diffing.change import Basis
from diffing.document import Document

HEAD = "听潮音箱股份有限公司2023年年度报告\n\n监事出席监事会情况如下。\n\n"
FULL = [
    "| 姓名 | 应参加次数 | 亲自出席次数 | 委托出席次数 | 缺席次数 |",
    "| --- | --- | --- | --- | --- |",
    "| 陈听潮 | 5 | 5 | 0 | 0 |",
    "| 周观澜 | 4 | 4 | 0 | 0 |",
]


def report(rows: list[str]) -> Document:
    """A report with one table."""
    return diffing.read((HEAD + "\n".join(rows) + "\n").encode(), name="report.md")


def test_a_column_that_goes_is_told_though_another_has_its_numbers() -> None:
    """No header says 委托出席次数 any longer: that none was sent for is no longer told."""
    fewer = ["|".join(row.split("|")[:4] + row.split("|")[5:]) for row in FULL]
    for old, new in ((FULL, fewer), (fewer, FULL)):
        (told,) = diffing.compare(report(old), report(new), basis=Basis.AMENDMENT).changes
        assert dict(told.reason.values)["old"] == "委托出席次数"
        assert {pair.old is None for pair in told.figures} == {old is fewer}
