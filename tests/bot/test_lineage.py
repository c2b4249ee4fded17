"""Which version is compared with which, and why: one example for each rule, and for each refusal to guess."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import count
from typing import Any

from bot.covers import Cover
from bot.lineage import Plan, plan
from bot.versions import Version
from diffing.change import Basis

NUMBERS = count(1)


def day(number: int) -> datetime:
    """A day of April 2024."""
    return datetime(2024, 4, number, tzinfo=UTC)


def version(title: str = "2023年年度报告", /, **fields: Any) -> Version:
    """A stored annual report for 2023 of one filer, unless a test says otherwise."""
    number = next(NUMBERS)
    known = {"form": "annual_report", "period": "2023", "language": "zh"}
    said = {name: fields.pop(name) for name in list(fields) if name in Cover.__slots__ and name != "filer"}
    cover = Cover(title=title, filer=fields.pop("name", None), **(known | said))
    given = {
        "filer": "f",
        "source": "folder:w",
        "source_id": f"{number}.pdf",
        "sha256": str(number),
        "published": None,
        "first_seen": day(1),
    }
    return Version(id=number, cover=cover, **(given | fields))


def reissue(**fields: Any) -> Version:
    """The same annual report, marked as corrected."""
    return version("2023年年度报告（更正后）", **({"rank": 1, "revision": "更正后"} | fields))


def outcome(found: Plan) -> list[tuple[int, Basis, str]]:
    """The versions compared with, on what basis, by the code of the reason."""
    return [(one.old.id, one.basis, one.reason.code) for one in found.comparisons]


def test_a_re_issue_is_compared_with_the_newest_earlier_issue() -> None:
    """An earlier revision goes before the original, whatever order they were found in."""
    original, first, second = version(), reissue(), reissue(rank=2)
    assert outcome(plan(second, [second, first, original])) == [(first.id, Basis.AMENDMENT, "lineage_revision")]
    assert outcome(plan(first, [second, first, original])) == [(original.id, Basis.AMENDMENT, "lineage_revision")]


def test_a_correction_notice_is_read_with_the_re_issue_it_names() -> None:
    """By the title it names, or by the form and period it is about; a notice of another year is not."""
    original, new = version(), reissue()
    fields = {"form": "correction_notice", "about": "annual_report"}
    by_period = version("关于年度报告的更正公告", **fields)
    by_name = version("更正公告", **(fields | {"about": None, "period": None, "names": ("某某股份2023年年度报告",)}))
    other = version("更正公告", **(fields | {"period": "2022"}))
    found = plan(new, [original, by_period, by_name, other])
    assert [notice.id for notice in found.comparisons[0].notices] == [by_period.id, by_name.id]


def test_a_notice_is_no_version() -> None:
    """Once the re-issue is there it is compared with nothing, and not told of by itself."""
    original, new = version(), reissue()
    notice = version("更正公告", form="correction_notice", about="annual_report")
    found = plan(notice, [original, new])
    assert (outcome(found), found.told) == ([], False)
    reply = version("关于年报问询函的回复公告", form="inquiry_reply", about="annual_report")
    assert (outcome(plan(reply, [original])), plan(reply, [original]).told) == ([], True)


def test_a_notice_alone_is_held_against_what_it_names() -> None:
    """By title, else by form and period; it is told of whatever comes of it, and the re-issue still gets it."""
    original, other = version(), version(period="2022")
    about = version("关于年度报告的更正公告", form="correction_notice", about="annual_report")
    expected = [(original.id, Basis.CROSS_DOCUMENT, "lineage_notice_alone")]
    assert outcome(plan(about, [original, other])) == expected
    assert plan(about, [original, other]).told
    new = reissue()
    assert plan(new, [original, about]).comparisons[0].notices == (about,)


def test_a_notice_about_an_announcement_finds_it_by_its_title() -> None:
    """The company's name may stand before the title it names; of several of that title it is the last."""
    fields = {"form": "announcement", "period": None}
    title = "关于控股股东部分股权质押的公告"
    first, last = (version(title, published=day(number), **fields) for number in (2, 5))
    later, other = version(title, published=day(9), **fields), version("关于回购股份的公告", **fields)
    named = {"form": "correction_notice", "period": None, "names": (f"某某股份有限公司{title}",)}
    notice = version("更正公告", published=day(6), **named)
    found = plan(notice, [first, last, later, other])
    assert outcome(found) == [(last.id, Basis.CROSS_DOCUMENT, "lineage_notice_alone")]
    assert outcome(plan(notice, [other])) == []
    assert plan(notice, [other]).told


def announced(title: str, number: int = 1, **fields: Any) -> Version:
    """An announcement of that title, published on that day."""
    return version(title, **({"form": "announcement", "period": None, "published": day(number)} | fields))


def test_a_running_matter_is_compared_with_its_last_announcement() -> None:
    """Dates, counters and words of progress do not tell one series from another; other words do."""
    first = announced("关于回购公司股份的公告", 1)
    second = announced("关于回购公司股份的进展公告（第二次）", 2)
    pledge = announced("关于股东股权质押的公告", 3)
    new = announced("某某股份有限公司关于2024年4月回购公司股份进展情况的公告", 4, name="某某股份有限公司")
    stored = [first, second, pledge]
    assert outcome(plan(new, stored)) == [(second.id, Basis.AUTO, "lineage_series")]
    assert outcome(plan(pledge, stored)) == []


def test_files_named_after_their_number_are_in_its_order() -> None:
    """Announcements of one title that were found together are told apart by the source's number in their names."""
    numbers = ("1219770414", "1219770415")
    found = [announced("关于股东股权质押的公告", published=None, source_id=f"600000_{one}.pdf") for one in numbers]
    new = announced("关于股东股权质押的公告", published=None, first_seen=day(3))
    assert outcome(plan(new, found)) == [(found[1].id, Basis.AUTO, "lineage_series")]
    unnumbered = [announced("关于股东股权质押的公告", published=None, source_id=one) for one in ("a.pdf", "b.pdf")]
    new = announced("关于股东股权质押的公告", published=None, first_seen=day(3))
    assert plan(new, unnumbered).candidates == tuple(unnumbered)


def test_next_years_report_is_compared_with_the_latest_issue_of_last_years() -> None:
    """Annual report n goes with the latest issue of n - 1."""
    original, corrected, new = version(), reissue(), version(period="2024")
    assert outcome(plan(new, [original, corrected])) == [(corrected.id, Basis.NEXT_PERIOD, "lineage_next_period")]


def test_a_gap_of_years_is_said() -> None:
    """The nearest earlier year is taken when the last one is missing, and the reason says so."""
    old, new = version(period="2020"), version(period="2023")
    assert outcome(plan(new, [old])) == [(old.id, Basis.NEXT_PERIOD, "lineage_next_period_gap")]


def test_a_quarter_is_compared_with_the_same_quarter() -> None:
    """Q1 goes with last year's Q1, not with Q3 or the annual report."""
    fields = {"form": "quarterly_report"}
    first, third = version(period="2023-Q1", **fields), version(period="2023-Q3", **fields)
    new = version(period="2024-Q1", **fields)
    assert outcome(plan(new, [first, third, version()]))[0][0] == first.id


def test_a_replaced_file_is_compared_with_what_it_was() -> None:
    """The newest other contents under the same path; another period under it is the next one."""
    first, second = version(source_id="x.pdf"), version(source_id="x.pdf")
    new, next_year = version(source_id="x.pdf"), version(source_id="x.pdf", period="2024")
    assert outcome(plan(new, [first, second])) == [(second.id, Basis.AMENDMENT, "lineage_replaced")]
    assert outcome(plan(next_year, [first, second]))[0][1] is Basis.NEXT_PERIOD


def test_a_record_is_held_against_the_last_report_that_was_out() -> None:
    """An investor-relations record of 2024 repeats the annual report for 2023, not the one for 2024."""
    old, later = version(), version(period="2024")
    record = version("投资者关系活动记录表", form="ir_record", period="2024")
    assert outcome(plan(record, [old, later])) == [(old.id, Basis.CROSS_DOCUMENT, "lineage_figures")]


def test_a_work_report_is_held_against_last_years_and_the_annual_report() -> None:
    """A report that comes every year and repeats figures is compared twice."""
    annual = version()
    last, new = (version("总经理工作报告", form="work_report", period=period) for period in ("2022", "2023"))
    assert outcome(plan(new, [annual, last])) == [
        (last.id, Basis.NEXT_PERIOD, "lineage_next_period"),
        (annual.id, Basis.CROSS_DOCUMENT, "lineage_figures"),
    ]


def test_a_name_with_a_marker_is_compared_with_the_name_without() -> None:
    """Where no form is known, the same name is."""
    fields = {"form": None, "period": None}
    old = version("contract", source_id="contract.txt", **fields)
    new = version("contract v2", source_id="contract-v2.txt", rank=2, revision="v2", **fields)
    assert outcome(plan(new, [old])) == [(old.id, Basis.AMENDMENT, "lineage_revision")]


def test_of_two_unmarked_issues_the_one_found_first_is_the_older() -> None:
    """They are never compared with each other both ways."""
    first, second = version(), version()
    assert outcome(plan(first, [second])) == []
    assert outcome(plan(second, [first])) == [(first.id, Basis.AMENDMENT, "lineage_same_period")]


def test_what_is_never_compared() -> None:
    """Another filer, language, completeness or code, a notice, and the same contents."""
    new = reissue(code="600000")
    others = [
        version(filer="other"),
        version(language="en"),
        version(complete=False),
        version(code="600001"),
        version(form="correction_notice"),
        version(sha256=new.sha256),
    ]
    found = plan(new, others)
    assert (outcome(found), found.reason and found.reason.code) == ([], "lineage_none")


def test_two_companies_in_one_folder_are_told_apart() -> None:
    """Where the watch names no filer, the names on the covers do; a short name is the same name."""
    new = reissue(filer="folder:w", name="Example Holdings, Inc.")
    other, same = (version(filer="folder:w", name=name) for name in ("Another Company", "EXAMPLE HOLDINGS"))
    assert outcome(plan(new, [other, same])) == [(same.id, Basis.AMENDMENT, "lineage_revision")]


def test_ambiguity_is_shown_as_ambiguity() -> None:
    """Two issues that would do equally well are both named, and nothing is compared."""
    first, second, new = version(), version(), reissue()
    found = plan(new, [first, second])
    assert (outcome(found), found.candidates, found.told) == ([], (first, second), True)


def test_the_later_published_of_two_decides() -> None:
    """Publication breaks a tie, then the source's own number."""
    early, late = version(published=day(2)), version(published=day(3))
    assert outcome(plan(reissue(), [late, early]))[0][0] == late.id
    assert outcome(plan(early, [late])) == []
    numbered = [version(source_id=number, published=day(2)) for number in ("999", "1000")]
    assert outcome(plan(reissue(), numbered))[0][0] == numbered[1].id


def test_an_older_issue_listed_again_is_no_news() -> None:
    """（更新前） is what was there before."""
    found = plan(version("2023年年度报告（更新前）", rank=-1, revision="更新前"), [version()])
    assert (outcome(found), found.told) == ([], False)
