"""SSE e互动: what companies of Shanghai post, which is where their investor-relations activity records are.

GET /ajax/userfeeds.do (one company, by its uid) and /ajax/feeds.do (all) answer pieces of HTML, newest first, and count
nothing. POST /ajax/getCompany.do turns a code into a uid. Posts carry their files as links; type 30 is what companies
post, type 11 what investors ask. Times are relative, or on the clock of Shanghai. One month is shown and no more.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import PurePosixPath
from urllib.parse import urlencode, urljoin, urlsplit

from lxml import html

from watchers.checkpoints import read_checkpoint
from watchers.downloading import MEDIA_TYPES, download, media_hint, plain_name, plain_title
from watchers.errors import SourceError, UnavailableError
from watchers.exchange import ZONE, Own
from watchers.fetching import Answer, Fetcher, Request
from watchers.filing import Content, Filer, Filing, Outcome, Poll, Precision, Published
from watchers.listing import Listing, Page, Row, Span
from watchers.naming import Directory
from watchers.polling import poll_list
from watchers.verifying import refuse_instead

SNS = "https://sns.sseinfo.com"
NAME = "sseinfo"
# What companies post themselves.
_POSTED = "30"
# How many posts a page has, of all companies and of one.
_SIZES = (30, 10)
# A page behind the last one is a piece of markup shorter than this.
_SHORT = 300
# 近1个月: older posts are not shown.
_SHOWN = timedelta(days=30)
_HEADERS = {"X-Requested-With": "XMLHttpRequest"}
_FILES = MEDIA_TYPES.keys() - {".htm", ".html"}
# What a page says where there is nothing: 暂时没有问答, 暂无数据.
_NOTHING = re.compile(r"暂时?没有|暂无|没有更多")
# The portrait of a company, …/avatar/company/600000.png, and a company in words, 浦发银行(600000)
_PORTRAIT = re.compile(r"/company/(\d{6})\.")
_NAMED = re.compile(r"[(（](\d{6})[)）]")
# 刚刚; 30秒前, 17分钟前, 3小时前
_AGO = re.compile(r"刚刚|(?P<ago>\d+)\s*(?P<unit>秒|分钟|小时|天)前")
_CLOCK = r"(?:\s*(?P<hour>\d{1,2}):(?P<minute>\d\d))?"
# 昨天 14:29
_NEAR = re.compile(r"(?P<near>今天|昨天|前天)" + _CLOCK)
# 2026年08月06日 10:40, and without the year where it is this one's
_DATE = re.compile(r"(?:(?P<year>\d{4})年)?(?P<month>\d{1,2})月(?P<day>\d{1,2})日" + _CLOCK)
_UNITS = {"秒": "seconds", "分钟": "minutes", "小时": "hours", "天": "days"}
_BACK = {"今天": 0, "昨天": 1, "前天": 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class SseInfo:
    """The posts of one company, or of all; its filings belong to the company as CNINFO knows it."""

    fetcher: Fetcher
    directory: Directory
    sns: str = SNS

    @property
    def name(self) -> str:
        """What its filings carry."""
        return NAME

    def list_filings(self, filer: Filer | None, checkpoint: str | None, *, now: datetime) -> Poll:
        """What is new; see `Source`."""
        before = read_checkpoint(checkpoint)
        try:
            company = self.directory.get(filer, known=before.kept.get("filer", ""), now=now) if filer else None
            uid = (before.kept.get("uid") or self._uid(company)) if company else ""
        except SourceError as error:
            return Poll.failed(error)
        kept = {"filer": company.id, "uid": uid} if company else {}

        def ask(_span: Span, _part: str, number: int) -> Page:
            answer = self._ask(uid, number)
            own = partial(self._own, company=company, wanted=filer, now=now)
            rows = read_posts(answer, at=self.sns, first=number == 0, now=now, own=own)
            return Page(rows=tuple(rows), more=len(rows) >= _SIZES[bool(uid)], kept=kept)

        listing = Listing(
            source=NAME,
            ask=ask,
            zone=ZONE,
            windowed=False,
            belongs=lambda author: author.id == uid or not uid,
            history=_SHOWN,
        )
        return _with_gap(poll_list(listing, checkpoint, now=now), before.asked, now)

    def fetch(self, filing: Filing, *, now: datetime) -> Content:
        """The document; see `Source`."""
        return download(self.fetcher, filing, now=now, headers={"Referer": f"{self.sns}/"})

    def _uid(self, company: Filer) -> str:
        """What the source calls a company. Raises SourceError when it knows none by its code."""
        request = Request(address=f"{self.sns}/ajax/getCompany.do", form=(("data", company.code),), headers=_HEADERS)
        answer = self.fetcher.ask(request, source=NAME)
        refuse_instead(answer, source=NAME)
        uid = answer.body.decode("utf-8", errors="replace").strip().strip('"')
        if not uid.isdecimal():
            raise SourceError(f"lists no company {company.code} {company.name}".rstrip(), source=NAME)
        return uid

    def _ask(self, uid: str, number: int) -> Answer:
        fields = {"type": _POSTED, "pageSize": str(_SIZES[bool(uid)]), "page": str(number + 1)}
        fields |= {"typeCode": "company", "uid": uid} if uid else {"lastid": "-1", "show": "1"}
        address = f"{self.sns}/ajax/{'userfeeds' if uid else 'feeds'}.do?{urlencode(fields)}"
        return self.fetcher.ask(Request(address=address, headers={**_HEADERS, "Referer": f"{self.sns}/"}), source=NAME)

    def _own(self, author: Filer, *, company: Filer | None, wanted: Filer | None, now: datetime) -> Filer:
        """The author under the id that CNINFO knows it by."""
        if company and wanted:
            return replace(company, id=wanted.id)
        known = self.directory.find_code(author.code, now=now) if author.code else None
        return replace(author, id=known.id if known else author.code or f"{NAME}-{author.id}")


def read_posts(answer: Answer, *, at: str, first: bool, now: datetime, own: Own = lambda author: author) -> list[Row]:
    """The posts of one page. Raises SourceError when the `first` page is neither posts nor says that there are none."""
    refuse_instead(answer, source=NAME)
    text = answer.body.decode("utf-8", errors="replace")
    if not text.strip():
        raise UnavailableError("answers with nothing", source=NAME, passing=True)
    page: html.HtmlElement = html.fragment_fromstring(text, create_parent="div")
    posts = page.find_class("m_feed_item")
    if not posts and not _NOTHING.search(text) and (first or len(text) > _SHORT):
        raise UnavailableError("answers with what is no list of posts", source=NAME, passing=True)
    return [_row(post, at, now, own) for post in posts]


def _row(post: html.HtmlElement, at: str, now: datetime, own: Own) -> Row:
    key, author = post.get("id", "").removeprefix("item-"), _author(post)
    if not key.isdecimal():
        raise ValueError(f"a post with the id {key!r}")
    day, published = read_time(_text(post.find_class("m_feed_from")[0]), now)
    files = {urljoin(at, link.get("href", "")): link for link in post.iter("a") if _is_file(link.get("href", ""))}
    filings = tuple(
        Filing(
            source=NAME,
            id=f"{key}-{number}" if number else key,
            filer=own(author),
            title=_title(link, post),
            address=address,
            published=published,
            media_hint=media_hint(address),
        )
        for number, (address, link) in enumerate(files.items())
    )
    why = "" if filings else f"{_words(post)[:60]}: has no document"
    return Row(id=key, filer=author, day=day, filings=filings, why=why)


def _author(post: html.HtmlElement) -> Filer:
    """Who posted, by the portrait: its uid, its name, and its code where it is a company's."""
    face = next(link for link in post.iter("a") if link.get("uid"))
    pictures = " ".join(picture.get("src", "") for picture in face.iter("img"))
    code = _PORTRAIT.search(pictures) or _NAMED.search(_words(post))
    name = next((_text(p) for p in post.iter("p") if _text(p)), face.get("title", ""))
    return Filer(id=face.get("uid", ""), code=code[1] if code else "", name=plain_name(name))


def _title(link: html.HtmlElement, post: html.HtmlElement) -> str:
    """What the link is called, without the ending of a file; else what the post says."""
    words = plain_title(_text(link)) or _words(post)[:80]
    suffix = PurePosixPath(words).suffix
    return words.removesuffix(suffix) if suffix.lower() in _FILES else words


def _words(post: html.HtmlElement) -> str:
    return " ".join(_text(part) for part in post.find_class("m_feed_txt"))


def _text(element: html.HtmlElement) -> str:
    return " ".join("".join(map(str, element.itertext())).split())


def _is_file(address: str) -> bool:
    path = urlsplit(address).path
    return "/upload/" in path and PurePosixPath(path).suffix.lower() in _FILES


def read_time(words: str, now: datetime) -> tuple[date, Published]:
    """The day in Shanghai and the moment that a post names. Raises ValueError for words that are no time."""
    here = now.astimezone(ZONE)
    if found := _AGO.search(words):
        then = here - timedelta(**{_UNITS[found["unit"] or "秒"]: int(found["ago"] or 0)})
        exact = found["unit"] in (None, "秒", "分钟")
        return then.date(), _published(then.date(), then.hour, then.minute) if exact else Published.on(then.date())
    found = _NEAR.search(words) or _DATE.search(words)
    if not found:
        raise ValueError(f"a time {words[:40]!r}")
    said = found.groupdict()
    day = here.date() - timedelta(days=_BACK[said["near"]]) if "near" in said else _day(said, here.date())
    return day, _published(day, int(said["hour"]), int(said["minute"])) if said["hour"] else Published.on(day)


def _day(said: dict[str, str | None], today: date) -> date:
    """The date; without a year, the last one that has been."""
    month, day = int(said["month"] or 0), int(said["day"] or 0)
    if said["year"]:
        return date(int(said["year"]), month, day)
    return date(today.year - ((month, day) > (today.month, today.day)), month, day)


def _published(day: date, hour: int, minute: int) -> Published:
    at = datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZONE).astimezone(UTC)
    return Published(at=at, precision=Precision.MINUTE)


def _with_gap(poll: Poll, asked: date | None, now: datetime) -> Poll:
    """The poll, and what it cannot know: a source that shows a month forgets what lies before."""
    shown = (now - _SHOWN).astimezone(ZONE).date()
    if asked is None or asked >= shown or poll.outcome is Outcome.BROKEN:
        return poll
    line = f"shows one month: what was posted from {asked} to {shown} cannot be seen any more"
    return replace(poll, left_out=(*poll.left_out, line))
