"""Figures of cells: what labels, headers and notes say of them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from diffing import extracting
from diffing.document import Cell, Document, Sentence, Table
from diffing.figure import Figure, Role

Rows = list[list[str]]


def document(*parts: str | Rows, headers: tuple[int, int] = (1, 1), language: str = "zh") -> Document:
    """A report for 2023 of sentences and tables in order; a table is given as its rows, with so many header lines."""
    text = ""
    sentences: list[Sentence] = []
    tables: list[Table] = []
    for part in parts:
        start = len(text)
        if isinstance(part, str):
            text += part + "\n"
            sentences.append(Sentence(start=start, end=start + len(part), text=part, block=len(sentences)))
            continue
        cells = []
        for row, texts in enumerate(part):
            for column, said in enumerate(texts):
                cells.append(Cell(start=len(text), end=len(text) + len(said), text=said, row=row, column=column))
                text += said + "\t"
        tables.append(
            Table(start=start, end=len(text), block=0, cells=tuple(cells), rows=len(part), columns=len(part[0]),
                  header_rows=headers[0], header_columns=headers[1])
        )  # fmt: skip
        text += "\n"
    return Document(
        text=text, name="report", media_type="text/plain", sha256="0", language=language, filer="蓝鲸科技股份有限公司",
        period="2023-01-01/2023-12-31", sentences=tuple(sentences), tables=tuple(tables),
    )  # fmt: skip


def figures(*parts: str | Rows, headers: tuple[int, int] = (1, 1), language: str = "zh") -> dict[str, Figure]:
    """The figures of a document by what they print."""
    return {one.text: one for one in extracting.figures(document(*parts, headers=headers, language=language))}


MONEY: Rows = [["项目", "2023年"], ["营业收入", "49,200.00"]]
STAFF: Rows = [["类别", "2023年"], ["技术人员", "1,286"]]


def test_a_table_does_not_take_the_unit_of_one_before_it() -> None:
    """单位：万元 above one table says nothing of the staff in the next."""
    found = figures("单位：万元", MONEY, "公司员工情况如下。", STAFF)
    assert (found["49,200.00"].value, found["49,200.00"].unit) == (Decimal(492000000), "CNY")
    assert (found["1,286"].value, found["1,286"].unit) == (Decimal(1286), None)


def test_a_table_that_goes_on_keeps_its_unit() -> None:
    """Nothing is said between the halves of a table that a page cuts in two."""
    found = figures("单位：万元", MONEY, [["项目", "2023年"], ["营业成本", "31,588.74"]])
    assert found["31,588.74"].value == Decimal(315887400)


@pytest.mark.parametrize(
    "sentence", ["除特别注明外，金额单位均为人民币万元。", "除非另有说明，以下金额均以人民币万元为单位。"]
)
def test_a_sentence_that_stands_for_all_tables_gives_their_unit(sentence: str) -> None:
    """Only a sentence that says so holds for tables further on."""
    found = figures(sentence, "本节列示主要会计数据。", "主要数据如下。", MONEY)
    assert (found["49,200.00"].value, found["49,200.00"].unit) == (Decimal(492000000), "CNY")


def test_amounts_in_millions_unless_otherwise_stated() -> None:
    """The English sentence holds as the Chinese one does."""
    found = figures(
        "All amounts are in millions unless otherwise stated.", "Results follow.",
        [["", "2023"], ["Revenue", "4,920"]], language="en",
    )  # fmt: skip
    assert (found["4,920"].value, found["4,920"].unit) == (Decimal(4920000000), "USD")


def test_a_header_inside_a_table_names_the_rows_below_it() -> None:
    """专业构成人数（人） is the header of the rows under it, and its unit theirs."""
    staff: Rows = [["在职员工的数量合计（人）", "3,012"], ["专业构成类别", "专业构成人数（人）"], ["技术人员", "1,286"]]
    found = figures("单位：万元", MONEY, "员工情况。", staff, headers=(0, 1))
    assert (found["1,286"].unit, found["3,012"].unit) == ("people", "people")
    place = found["1,286"].table
    assert place is not None
    assert place.column_header == ("专业构成人数(人)",)


def test_a_row_counts_in_the_unit_of_its_own_column() -> None:
    """台 under 单位 is the row's unit; the label before it is the metric, and the group the segment."""
    rows: Rows = [["行业分类", "项目", "单位", "2023年"], ["水下机器人", "销售量", "台", "326"]]
    found = figures(rows, headers=(1, 3))["326"]
    assert (found.metric, found.unit, found.dimensions) == ("销售量", "count:台", (("segment", "水下机器人"),))


def test_a_ranked_customer_is_a_dimension_of_the_sales() -> None:
    """第三名 is who; 销售额（万元） without its unit is what."""
    rows: Rows = [["序号", "客户名称", "销售额（万元）"], ["3", "第三名", "9,870.66"], ["合计", "--", "54,649.30"]]
    found = figures(rows, headers=(1, 2))
    third, total = found["9,870.66"], found["54,649.30"]
    assert (third.metric, third.dimensions, third.value) == ("销售额", (("customer", "第三名"),), Decimal(98706600))
    assert (total.metric, total.dimensions) == ("销售额", ())


@pytest.mark.parametrize(
    ("printed", "value"), [("增加2.77个百分点", "2.77"), ("减少0.5个百分点", "-0.5"), ("下降3.20%", "-3.20")]
)
def test_a_cell_that_says_how_far_it_moved_is_a_figure(printed: str, value: str) -> None:
    """The verb in the cell gives the direction."""
    found = figures([["项目", "2023年", "变动"], ["研发人员数量占比", "42.70%", printed]])[printed]
    assert (found.value, found.role) == (Decimal(value), Role.CHANGE)
    assert found.comparison is not None
    assert found.comparison.direction == ("down" if value.startswith("-") else "up")


def test_quarters_without_a_year_are_those_of_the_report() -> None:
    """第四季度 over a column of an annual report for 2023 is its last quarter."""
    found = figures([["项目", "第一季度", "第四季度"], ["营业收入", "34,860.12", "55,609.17"]])
    assert str(found["34,860.12"].period) == "2023-01-01/2023-03-31"
    assert str(found["55,609.17"].period) == "2023-10-01/2023-12-31"


def test_a_term_of_office_is_no_period_of_pay() -> None:
    """The day an officer took office says nothing of the pay in the same row."""
    rows: Rows = [["姓名", "任期起始日期", "税前报酬（万元）"], ["林某", "2020年03月20日", "86.50"]]
    found = figures(rows, headers=(1, 2))["86.50"]
    assert (found.entity, found.metric) == ("林某", "税前报酬")
    assert found.period is None


def test_a_year_in_a_name_is_no_period() -> None:
    """2011年2000吨改扩建工程 is a project; its balance stands at the end of 2023."""
    rows: Rows = [["项目名称", "2023年末余额"], ["2011年2000吨改扩建工程", "3,120.50"]]
    assert str(figures(rows)["3,120.50"].period) == "2023-12-31"


def test_balances_under_an_inner_header_stand_at_year_end() -> None:
    """A second header row inside the table moves the rows under it to 2023年末."""
    rows: Rows = [["项目", "2023年"], ["营业收入", "49.20"], ["项目", "2023年末"], ["资产总额", "312.85"]]
    found = figures(rows)
    assert str(found["49.20"].period) == "2023-01-01/2023-12-31"
    assert str(found["312.85"].period) == "2023-12-31"


def test_a_row_with_a_unit_alone() -> None:
    """A row that says nothing but its unit heads no group."""
    rows = [["项目", "单位", "2023年"], ["", "万元", ""], ["营业收入", "万元", "49,200.00"]]
    assert figures(rows, headers=(1, 2))["49,200.00"].value == Decimal(492_000_000)


BALANCES: Rows = [["项目", "期初余额", "期末余额", "12月31日"], ["应收账款", "1,234.50", "2,345.60", "3,456.70"]]


def test_the_beginning_of_a_period_is_the_end_of_the_one_before() -> None:
    """期初余额 in a report for 2023 stands at the end of 2022."""
    found = figures(BALANCES)
    assert [str(found[one].period) for one in ("1,234.50", "2,345.60")] == ["2022-12-31", "2023-12-31"]


def test_a_header_without_a_year_is_of_the_year_of_the_report() -> None:
    """A sentence or a table before that named 2019 does not date a table that names no year."""
    years: Rows = [["项目", "2018年"], ["营业收入", "998.70"]]
    head: Rows = [["项目", "年初余额", "年末余额", "12月31日"], *BALANCES[1:]]
    found = figures("子公司于2019年设立。", years, "应收账款如下。", head)
    assert [str(found[one].period) for one in ("1,234.50", "2,345.60", "3,456.70")] == [
        "2022-12-31", "2023-12-31", "2023-12-31",
    ]  # fmt: skip


def test_a_sentence_is_not_dated_by_the_table_before_it() -> None:
    """The year that a month without one belongs to is that of the sentences, whatever a table lists."""
    listed: Rows = [["项目", "2018年"], ["借款", "到期日为2019年3月31日的长期借款余额998.70万元"]]
    found = figures("2023年，公司业务稳步发展。", listed, "截至6月30日，公司员工人数为1,286人。")
    assert str(found["1,286人"].period) == "2023-06-30"


def test_rows_between_balances_as_of_two_days_are_of_the_time_between() -> None:
    """Balances as of a day open and close the year that the rows between them tell of."""
    rows: Rows = [
        ["", "Retained Earnings"], ["Balances as of January 28, 2024", "1,234"], ["Net income", "567"],
        ["Balances as of January 26, 2025", "1,801"],
    ]  # fmt: skip
    found = figures(rows, language="en")
    assert [str(found[one].period) for one in ("1,234", "567", "1,801")] == [
        "2024-01-28", "2024-01-29/2025-01-26", "2025-01-26",
    ]  # fmt: skip


def test_what_stands_at_one_moment_is_of_the_end_of_the_year_over_it() -> None:
    """Cash stands at the end of 2023 under a column of 2023, and revenue does not; what was acquired is no flow."""
    rows: Rows = [
        ["", "2023", "December 31, 2023"], ["Cash and cash equivalents", "987", "654"], ["Revenue", "4,920", "3,210"],
        ["Acquisition-related intangible assets", "22", "33"],
    ]  # fmt: skip
    found = figures(rows, language="en")
    assert [str(found[one].period) for one in ("987", "4,920", "33")] == [
        "2023-12-31", "2023-01-01/2023-12-31", "2023-12-31",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("note", "unit", "value"),
    [
        ("In thousands of euros", "EUR", "1234000"),
        ("(in millions of Canadian dollars)", "CAD", "1234000000"),
        ("in euros thousands", "EUR", "1234000"),
    ],
)
def test_a_note_names_its_currency_after_its_scale(note: str, unit: str, value: str) -> None:
    """In thousands of euros is no amount of dollars."""
    plain = document([["", "2023"], ["Revenue", "1,234"]], language="en")
    noted = replace(plain, tables=(replace(plain.tables[0], unit_note=note),))
    (found,) = extracting.figures(noted)
    assert (found.unit, found.value) == (unit, Decimal(value))


@pytest.mark.parametrize("head", ["2023年人民幣千元", "人民币千元"])
def test_a_column_headed_by_its_currency_counts_in_it(head: str) -> None:
    """Reports from Hong Kong print the unit over each column."""
    found = figures([["", head], ["收入", "1,234"]])
    assert (found["1,234"].unit, found["1,234"].value) == ("CNY", Decimal(1234000))


def test_a_column_in_dollars_is_not_in_the_currency_of_its_table() -> None:
    """The note of a table gives way to the currency over a column; 人民币元 is a note without a scale."""
    plain = document([["项目", "2023年人民币元", "2023年美元"], ["同业存款", "1,234", "5,678"]])
    noted = replace(plain, tables=(replace(plain.tables[0], unit_note="人民币元"),))
    assert [one.unit for one in extracting.figures(noted)] == ["CNY", "USD"]


def test_the_number_of_a_note_is_not_what_a_row_measures() -> None:
    """A column of notes stands between the item and its amounts."""
    rows = [["", "附注", "人民币千元"], ["业务及管理费", "40", "5,223"], ["营业收入", "七、5", "9,000"]]
    found = figures("单位：千元", rows, headers=(1, 2))
    assert (found["5,223"].metric, found["9,000"].metric) == ("业务及管理费", "营业收入")


def test_the_money_of_a_column_is_no_measure() -> None:
    """人民幣千元 over the amounts of a subtotal without a name says nothing of what it measures."""
    found = figures([["", "人民幣千元"], ["", "556,283"]], headers=(1, 1))
    assert all(figure.metric != "人民幣千元" for figure in found.values())


def test_opening_and_closing_balances_stand_at_the_ends_of_their_span() -> None:
    """Under three months ended on a day, the beginning balance is of the day before the first."""
    rows = [["", "Three Months Ended March 31, 2023"], ["Beginning balances", "78,815"], ["Ending balances", "79,850"]]
    found = figures("(In millions)", rows, language="en")
    assert [str(found[key].period) for key in ("78,815", "79,850")] == ["2022-12-31", "2023-03-31"]


def test_a_note_may_scale_shares_by_themselves() -> None:
    """In millions, except shares in thousands; awards that are counted are no money."""
    note = "(In millions, except number of shares, which are reflected in thousands, and per-share amounts)"
    rows = [["", "2023"], ["Weighted-average shares", "15,287"], ["Revenue", "4,900"]]
    found = figures(note, rows, language="en")
    assert (found["15,287"].value, found["15,287"].unit) == (Decimal(15287000), "shares")
    assert found["4,900"].value == Decimal(4900000000)
    granted = figures("(In millions)", [["", "Number of RSUs"], ["RSUs granted", "78"]], language="en")
    assert granted["78"].unit == "shares"


def test_a_table_in_two_halves_labels_each() -> None:
    """负债 beside 资产: the right half has labels of its own."""
    rows = [
        ["资产", "2023年12月31日", "负债和股东权益", "2023年12月31日"],
        ["货币资金", "1,234.50", "短期借款", "2,345.60"],
        ["存货", "1,235.50", "应付账款", "2,346.60"],
        ["应收账款", "1,236.50", "应付票据", "2,347.60"],
    ]
    found = figures(rows)
    assert [found[one].metric for one in ("1,234.50", "2,345.60", "2,347.60")] == ["货币资金", "短期借款", "应付票据"]
    assert str(found["2,345.60"].period) == "2023-12-31"


def test_dates_above_a_table_are_those_of_its_columns() -> None:
    """附注 2023年度 2022年度 and the first line of the statement stand above the rows."""
    rows = [["营业收入", "1,234.50", "2,345.60"], ["营业成本", "1,034.50", "2,045.60"]]
    found = figures("附注四 2023年度 2022年度\n一、营业收入", rows, headers=(0, 1))
    assert [str(found[one].period)[:4] for one in ("1,234.50", "2,345.60")] == ["2023", "2022"]


def test_a_sign_torn_off_into_a_column_of_its_own_shifts_no_dates() -> None:
    """2023 2022 2021 stand over three columns of numbers, whatever one row has between them; notes are at the left."""
    rows = [
        ["营业收入", "1,234.50", "2,345.60", "", "3,456.70"],
        ["营业成本", "1,034.50", "2,045.60", "77", "3,056.70"],
        ["营业利润", "200.00", "300.00", "", "400.00"],
    ]
    found = figures("2023年度 2022年度 2021年度", rows, headers=(0, 1))
    texts = ("1,234.50", "2,345.60", "3,456.70")
    assert [str(found[one].period)[:4] for one in texts] == ["2023", "2022", "2021"]
    noted = [
        ["营业收入", "12", "1,234.50", "2,345.60"],
        ["营业成本", "13", "1,034.50", "-"],
        ["税金", "14", "9.10", "-"],
    ]
    found = figures("2023年度 2022年度", noted, headers=(0, 1))
    assert [str(found[one].period)[:4] for one in ("1,234.50", "2,345.60")] == ["2023", "2022"]


def test_the_money_of_each_column_may_stand_below_the_headers() -> None:
    """2023年 over 人民幣千元: both are headers."""
    rows = [
        ["", "附註", "2023年", "2022年"],
        ["", "附註", "人民幣千元", "人民幣千元"],
        ["研發開支", "6", "(50)", "(95)"],
    ]
    found = figures(rows, headers=(1, 2))
    assert (found["(50)"].value, found["(50)"].unit) == (Decimal(-50_000), "CNY")


def test_who_is_named_in_a_row_is_no_measure() -> None:
    """质权人 and limits are not what a number measures; 项目名称 is, of a related party."""
    rows = [["出质人", "质权人", "解质押股数"], ["蓝岸", "北海信托有限公司", "980,000"]]
    assert (figures(rows, headers=(1, 2))["980,000"].metric, figures(rows, headers=(1, 2))["980,000"].entity) == (
        "解质押股数", "蓝岸",
    )  # fmt: skip
    rows = [["项目", "标准值", "2023年12月31日"], ["流动性比例", "≥25", "52.23"]]
    assert figures(rows, headers=(1, 2))["52.23"].metric == "流动性比例"
    rows = [["项目名称", "关联方", "期末余额"], ["其他应付款", "蓝岸实业有限公司", "500,000.00"]]
    owed = figures(rows, headers=(1, 2))["500,000.00"]
    assert owed.entity == "蓝岸实业有限公司"


def test_marks_dates_and_exhibits_are_no_figures() -> None:
    """(1) beside words, 2023.7 in a column of dates, the number of an exhibit."""
    assert not figures([["訂約方", "", ""], ["訂約方：", "(1)", "本公司"]])
    assert "2023.7" not in figures([["活动", "时间"], ["见面会", "2023.7"]])
    assert "4.5" not in figures([["Description", "Exhibit"], ["Agreement", "4.5"]], language="en")


def test_a_total_is_of_what_its_table_is() -> None:
    """合计 of one table is not that of another."""
    body = document([["项目", "2023年度"], ["城建税", "1,234.50"], ["合计", "2,345.60"]])
    titled = replace(body, tables=(replace(body.tables[0], title="31.主营业务税金及附加"),))
    assert [one.metric for one in extracting.figures(titled)] == ["城建税", "主营业务税金及附加合计"]


def test_a_header_gives_a_term_its_unit_and_shares_theirs() -> None:
    """(in years) counts years, Number Exercisable shares, whatever money the table is in."""
    rows = [["", "Remaining Term (in years)", "Number Exercisable"], ["Options", "3.86", "268,504"]]
    found = figures(rows, language="en")
    assert [found[one].unit for one in ("3.86", "268,504")] == ["year", "shares"]


def test_a_unit_word_is_worth_what_it_says() -> None:
    """毫克 is a millionth of a kilogram."""
    found = figures([["厂名称", "排放浓度（毫克）"], ["一号厂", "25"]])["25"]
    assert (found.value, found.unit) == (Decimal("0.000025"), "kilogram")


def test_a_bare_year_heads_a_column_and_a_balance_is_no_change() -> None:
    """2023 alone is the year; a day below 本年增减变动 heads a balance."""
    assert str(figures([["项目", "2023"], ["工资", "3,070,266"]])["3,070,266"].period) == "2023-01-01/2023-12-31"
    body = document([["股份", "2022-12-31"], ["外资股", "121,755,136"]])
    assert extracting.figures(body)[0].role is Role.LEVEL


def test_a_part_of_a_row_is_counted_as_its_header_says() -> None:
    """其中：硕士及以上 below a header inside the table counts people, and is named without 其中."""
    rows = [
        ["专业构成类别", "专业构成人数"],
        ["技术人员", "300"],
        ["教育程度类别", "数量（人）"],
        ["其中：硕士及以上", "60"],
    ]
    found = figures(rows)["60"]
    assert (found.metric, found.unit) == ("硕士及以上", "people")
