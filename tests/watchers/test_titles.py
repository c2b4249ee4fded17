"""Titles and file names as they are written, and what they say."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from time import process_time

import pytest

from watchers.titles import day_in, named_documents, read_title, same_title

# title: form, period, revision marker, its rank
READ = {
    "2023年年度报告": ("annual_report", "2023", "", 0),
    "2023年年度报告（更新后）": ("annual_report", "2023", "更新后", 1),
    "2023年年度报告（二次修订版）": ("annual_report", "2023", "二次修订版", 2),
    "2023年年度报告（更正后3）": ("annual_report", "2023", "更正后3", 3),
    "2023年年度报告（再次更正）": ("annual_report", "2023", "再次更正", 2),
    "2023年年度报告（2024年4月修订版）": ("annual_report", "2023", "2024年4月修订版", 1),
    "2023年年度报告【更正版】": ("annual_report", "2023", "更正版", 1),
    "2023年年度报告（更新前）": ("annual_report", "2023", "更新前", -1),
    "2023年年度报告（补发）": ("annual_report", "2023", "", 0),
    "2002年年度报告更正": ("annual_report", "2002", "更正", 1),
    "2021年年度报告（更正后）.": ("annual_report", "2021", "更正后", 1),
    "２０２１年年度报告（修订稿）": ("annual_report", "2021", "修订稿", 1),
    "二〇〇七年年度报告": ("annual_report", "2007", "", 0),
    "年报全文": ("annual_report", None, "", 0),
    "某某股份：2023年年度报告": ("annual_report", "2023", "", 0),
    "600000_某某_2024年_年度报告": ("annual_report", "2024", "", 0),
    "2023年半年度报告": ("semiannual_report", "2023-H1", "", 0),
    "2024年第一季度报告": ("quarterly_report", "2024-Q1", "", 0),
    "2024年三季报": ("quarterly_report", "2024-Q3", "", 0),
    "2023年度业绩预告": ("earnings_forecast", "2023", "", 0),
    "2023年度业绩快报": ("earnings_flash", "2023", "", 0),
    "2023年度总经理工作报告": ("work_report", "2023", "", 0),
    "2024年4月24日投资者关系活动记录表": ("ir_record", "2024", "", 0),
    "关于2023年年度报告的更正公告": ("correction_notice", "2023", "", 0),
    "关于更正《2025年年度报告》的公告": ("correction_notice", "2025", "", 0),
    "2023年年度报告的补充公告": ("supplement_notice", "2023", "", 0),
    "2023年年度报告问询函的回复公告": ("inquiry_reply", "2023", "", 0),
    "关于股东补充质押的公告": ("announcement", None, "", 0),
    "公司章程（2025年8月修订）": (None, "2025", "2025年8月修订", 1),
    "annual-report-2023": ("annual_report", "2023", "", 0),
    "annual-report-2023-corrected": ("annual_report", "2023", "corrected", 1),
    "Annual Report 2023 (revised)": ("annual_report", "2023", "revised", 1),
    "annual_report_2023_v2": ("annual_report", "2023", "v2", 2),
    "999001-annual-2023-correction-notice": ("correction_notice", "2023", "", 0),
    "600000-2024-001-ir-record": ("ir_record", "2024", "", 0),
    "10-K/A FY2024": ("annual_report", "2024", "/A", 1),
    "EXMP-10-K-A-2023": ("annual_report", "2023", "-A", 1),
    "EXMP 10-Q FY2023": ("quarterly_report", "2023", "", 0),
    "interim-report-2023": ("semiannual_report", "2023-H1", "", 0),
    "contract": (None, None, "", 0),
}


@pytest.mark.parametrize("title", READ)
def test_a_title_says_its_form_period_and_marker(title: str) -> None:
    """Each shape of title is read as people read it."""
    said = read_title(title)
    assert (said.form, said.period, said.revision, said.rank) == READ[title]


def test_a_summary_and_another_language_are_told_apart() -> None:
    """A summary is not the full text, and an English edition is not the Chinese one."""
    assert not read_title("2023年年度报告摘要").complete
    assert read_title("2023年年度报告（英文版）").language == "en"
    assert read_title("2023年年度报告").language == "zh"


def test_a_notice_says_what_it_is_about() -> None:
    """A correction notice names the form and the title of what it corrects, also across a line end."""
    said = read_title("关于更正《2025年年度报告》的公告")
    assert (said.notice, said.about, said.names) == (True, "annual_report", ("2025年年度报告",))
    assert named_documents("披露的《2023年年度\n报告》及《2023年年度报告》") == ("2023年年度报告",)


def test_a_title_without_its_marker_is_that_of_the_original() -> None:
    """A re-issue and its original share their name."""
    assert same_title("2023年年度报告（更正后）") == same_title("2023 年年度报告") != same_title("2022年年度报告")


def test_the_day_in_a_file_name() -> None:
    """A file name with one day has that day; several days, or none, say nothing."""
    assert day_in("report_2024-04-24") == day_in("20240424 report") == day_in("2024年4月24日") == date(2024, 4, 24)
    assert day_in("2024-04-24 to 2024-04-25") is None
    assert day_in("1204455058") is day_in("2024-02-31") is None


TABLE = Path(__file__).with_name("titles.tsv")


def test_the_shapes_of_titles_are_read() -> None:
    """Of the shapes that titles have, form, period, marker, rank, completeness and language are right in 99.5 %."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    wrong = []
    for row in rows:
        said = read_title(row["title"])
        completeness = "full" if said.complete else "summary"
        found = (said.form, said.period, said.revision, str(said.rank), completeness, said.language)
        expected = tuple(row[key] for key in ("form", "period", "marker", "rank", "completeness", "language"))
        if tuple(part or "-" for part in found) != expected:
            wrong.append((row["title"], found))
    assert len(rows) >= 400
    assert len(wrong) <= 0.005 * len(rows), wrong


@pytest.mark.parametrize("piece", ["年报", "业绩", "results for the ", "2023年", "(更正后", "《年", "Q1 FY23 annual "])
def test_a_title_without_end_is_read_at_once(piece: str) -> None:
    """Whatever a list calls a title, a megabyte of it costs no more than a long line."""
    before = process_time()
    read_title(piece * (1_000_000 // len(piece)))
    assert process_time() - before < 1
