"""What a figure is called: its measure, and what tells it from others of its table."""

from __future__ import annotations

from decimal import Decimal

import pytest

from diffing.extracting.captions import caption
from diffing.figure import Figure, TablePlace


@pytest.mark.parametrize(
    ("metric", "row", "column", "called"),
    [
        ("销售额", ("第三名",), ("销售额",), "销售额（第三名）"),
        ("购置", ("一、账面原值：", "(1)购置"), ("房屋及建筑物",), "购置（房屋及建筑物）"),
        ("Net Sales", ("Paint",), ("Fiscal", "2024", "Net Sales"), "Net Sales (Paint)"),
        ("净利润", ("净利润",), ("2023年",), "净利润"),
        ("Land", ("Land",), ("January 28, 2024",), "Land"),
        ("計息借款", ("計息借款",), ("於12月31日", "2025年人民幣千元"), "計息借款"),
        ("其它资产", ("其它资产", "19"), ("二零零一年人民币元",), "其它资产"),
        ("存货", ("存货", "附注七"), ("期末余额",), "存货"),
        ("净利润", ("净利润",), ("增减变动幅度",), "净利润"),
        ("Revenue", ("Revenue", "24"), ("$-",), "Revenue"),
        ("持股比例", ("天津船厂有限公司", "子公司", "天津", "造船"), ("持股比例",), "持股比例（天津船厂有限公司）"),
        ("Basic", ("Net income per share:", "Basic"), ("2024",), "Basic (Net income per share)"),
        (
            "Provision for income taxes",
            ("Other expense:", "Provision for income taxes"),
            ("2024",),
            "Provision for income taxes",
        ),
        ("Other current assets", ("Current assets:", "Other current assets"), ("2024",), "Other current assets"),
        ("", (), ("2023年",), ""),
    ],
)
def test_a_figure_is_called_by_its_measure_and_what_tells_it_apart(
    metric: str, row: tuple[str, ...], column: tuple[str, ...], called: str
) -> None:
    """A time, a unit and a note's number tell nothing apart, nor does a header that says how it moved."""
    place = TablePlace(table=0, row_header=row, column_header=column)
    assert caption(figure(metric, table=place)) == called


def test_in_prose_the_measure_is_the_name() -> None:
    """Where there is no table nothing stands beside it."""
    assert caption(figure("净利润")) == "净利润"


def test_the_entity_of_a_row_goes_before_its_other_labels() -> None:
    """Whose the figure is tells more than where they are."""
    place = TablePlace(table=0, row_header=("华东区", "灯塔苑", "临港镇"), column_header=("竣工面积",))
    assert caption(figure("竣工面积", table=place, entity="灯塔苑")) == "竣工面积（灯塔苑）"


def figure(metric: str, *, table: TablePlace | None = None, entity: str = "") -> Figure:
    """A figure of which only the place matters."""
    return Figure(
        text="1", start=0, end=1, numeral="1", value=Decimal(1), decimals=0, unit=None, metric=metric, table=table,
        entity=entity,
    )  # fmt: skip
