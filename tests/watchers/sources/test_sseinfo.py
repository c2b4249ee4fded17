"""Posts of SSE e互动: their files, their times in words, what is a list of none and what is no list."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from watchers.errors import SourceError
from watchers.fetching import Answer
from watchers.filing import Filer, Precision
from watchers.listing import Row
from watchers.naming import Directory
from watchers.sources.sseinfo import SseInfo, read_posts, read_time

# Noon in Shanghai.
NOW = datetime(2026, 8, 7, 4, tzinfo=UTC)
POST = (
    '<div class="m_feed_item" id="item-1777268"><div class="m_feed_face"><a uid="65" title="星河股份">'
    '<img src="https://sns.sseinfo.com/resources/images/avatar/company/600999.png?1"></a><p>星河股份</p></div>'
    '<div class="m_feed_txt" id="m_feed_txt-1777268">{}</div>'
    '<div class="m_feed_from"><span>{}</span><em>来自</em><a href="javascript:;">网站</a></div></div>'
)
RECORD = "<a href='/resources/images/upload/202608/2026080615.pdf'>星河股份投资者关系活动记录表2026-06.pdf</a>"


def posts(body: str, *, first: bool = True) -> list[Row]:
    """The posts of a page with this body."""
    answer = Answer(status=200, headers={}, body=body.encode(), address="https://sns.sseinfo.com/ajax/feeds.do")
    return read_posts(answer, at="https://sns.sseinfo.com", first=first, now=NOW)


def test_a_post_is_the_filings_of_its_files() -> None:
    """Each file of a post is a filing, told apart by its place; pictures and pages linked beside it are none."""
    more = (
        "<a href='https://rs.sseinfo.com/upload/202608/2.DOCX'></a><a href='/resources/images/upload/1.png'>图</a>"
        "<a href='http://www.example.org/a.pdf'>链接</a>"
    )
    row = posts(POST.format(f"会议记录 {RECORD}{RECORD}{more}", "2026年08月06日 15:42"))[0]
    assert (row.id, row.filer) == ("1777268", Filer(id="65", code="600999", name="星河股份"))
    assert [(filing.id, filing.title, filing.address) for filing in row.filings] == [
        (
            "1777268",
            "星河股份投资者关系活动记录表2026-06",
            "https://sns.sseinfo.com/resources/images/upload/202608/2026080615.pdf",
        ),
        (
            "1777268-1",
            "会议记录 星河股份投资者关系活动记录表2026-06.pdf星河股份投资者关系活动记录表2026-06.pdf图链接",
            "https://rs.sseinfo.com/upload/202608/2.DOCX",
        ),
    ]
    assert row.filings[0].published is not None
    assert row.filings[0].published.at == datetime(2026, 8, 6, 7, 42, tzinfo=UTC)


def test_a_post_without_a_file_is_said() -> None:
    """Words alone are no document, and are not passed over in silence."""
    row = posts(POST.format("公司将于下周召开业绩说明会", "17分钟前"))[0]
    assert (row.filings, row.why) == ((), "公司将于下周召开业绩说明会: has no document")


@pytest.mark.parametrize(
    ("words", "day", "at"),
    [
        ("刚刚", "2026-08-07", "04:00"),
        ("17分钟前 来自 网站", "2026-08-07", "03:43"),
        ("13小时前", "2026-08-06", ""),
        ("昨天 23:59", "2026-08-06", "15:59"),
        ("今天 09:05", "2026-08-07", "01:05"),
        ("2026年08月06日 10:40", "2026-08-06", "02:40"),
        ("2026年07月31日", "2026-07-31", ""),
        ("08月06日 10:40", "2026-08-06", "02:40"),
        ("12月31日 10:40", "2025-12-31", "02:40"),
    ],
)
def test_times_in_words_are_read(words: str, day: str, at: str) -> None:
    """Relative times count from now; a date without a year is the last one that has been."""
    found, published = read_time(words, NOW)
    assert found == date.fromisoformat(day)
    assert published.precision is (Precision.MINUTE if at else Precision.DAY)
    assert not at or f"{published.at:%H:%M}" == at


def test_a_post_without_a_time_is_another_shape() -> None:
    """What cannot be dated is not guessed."""
    with pytest.raises(ValueError, match="a time"):
        posts(POST.format(RECORD, "上周"))


def test_none_and_no_list_are_told_apart() -> None:
    """The page says that it has nothing; a short piece ends a walk; silence and other pages are broken."""
    assert posts("<div class='center'><a>暂时没有发布</a></div>") == []
    assert posts("<div></div>", first=False) == []
    for body, first in (("", True), ("", False), ("<div></div>", True), ("<p>" + "x" * 400, False)):
        with pytest.raises(SourceError, match="answers with"):
            posts(body, first=first)


def test_a_month_of_being_off_is_said() -> None:
    """What the source does not show any more cannot be found, and the poll says which days these are."""
    source = SseInfo(fetcher=_Answering(POST.format(RECORD, "2026年08月06日 10:40")), directory=_nobody())  # type: ignore[arg-type]
    first = source.list_filings(None, None, now=NOW)
    assert (len(first.filings), first.left_out) == (1, ())
    later = source.list_filings(None, first.checkpoint, now=NOW + timedelta(days=45))
    assert later.left_out == ("shows one month: what was posted from 2026-08-07 to 2026-08-22 cannot be seen any more",)


class _Answering:
    """A fetcher that gets one answer to everything."""

    def __init__(self, body: str) -> None:
        self.body = body.encode()

    def ask(self, *_: object, **__: object) -> Answer:
        """The answer."""
        return Answer(status=200, headers={}, body=self.body, address="https://sns.sseinfo.com/")


def _nobody() -> Directory:
    return Directory(source="cninfo", load=lambda: [Filer(id="9900999001", code="600888")])
