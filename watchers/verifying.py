"""Is an answer what was asked for: a list as data, a file as the file it is called.

Whatever it is not is named, and refused by UnavailableError: it is fetched again later and never stored. Measured on
2,024 files of one crawler: 120 were damaged, one was a 403 page named .PDF, and one exchange sent a JavaScript
challenge with the name of a report.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from watchers.errors import AwayError, EmptyFileError, UnavailableError
from watchers.fetching import Answer

# How far into an answer a page of refusal says what it is.
_HEAD = 65_536
# A PDF ends with %%EOF; what editors and servers append after it is rarely more than this.
_TAIL = 4_096

# A page of this size may be looked through for whether it shows anything.
_SMALL = 16_384

# What a page says that is sent instead of the answer, and what it is. The first that fits names it.
_REFUSALS: tuple[tuple[re.Pattern[bytes], str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), cause)
    for pattern, cause in (
        # Aliyun's firewall: a script computes a cookie from arg1 and loads the page again. It is never solved.
        (rb"acw_sc__v2|var arg1\s*=\s*'[0-9A-F]{40}'|YWN3X3NjX192Mj0", "answers with a JavaScript challenge"),
        (rb"_cf_chl_|cf-challenge|just a moment\.\.\.", "answers with a JavaScript challenge"),
        (rb"undeclared automated tool", "refuses undeclared automated tools: set `contact`"),
        (rb"request rate threshold exceeded", "says that we ask too often"),
        ("系统繁忙".encode(), "says it is too busy (系统繁忙)"),
        ("请求参数异常".encode(), "refuses the parameters of the request (请求参数异常)"),
        ("访问过于频繁|请求过于频繁|操作过于频繁".encode(), "says that we ask too often"),
        (rb"<title>[^<]*(?:log ?in|sign ?in|\xe7\x99\xbb\xe5\xbd\x95)[^<]*</title>", "answers with a login page"),
        # Only a small page: a company's own page may carry a login in its head.
        (rb"(?s)\A.{0,16000}<input[^>]+type=[\"']?password.{0,8000}\Z", "answers with a login page"),
        (rb"<title>sec\.gov \| file unavailable", "says the file is unavailable"),
        (rb"<(?:title|h1)>\s*403 forbidden", "answers with a 403 Forbidden page"),
        (rb"<title>[^<]*(?:captcha|\xe9\xaa\x8c\xe8\xaf\x81)", "asks for a captcha"),
    )
)
# What is said of what was asked for, and of nothing else that the host has.
_OF_ONE_FILE = frozenset(
    {
        "refuses the parameters of the request (请求参数异常)",
        "answers with a login page",
        "says the file is unavailable",
    }
)
# What a status says of the file that was asked for; and what it says of us, or of the host.
_STATUSES = {401: "wants a login", 404: "is not there", 410: "is gone for good"}
_AWAY = {403: "is forbidden to us", 429: "says that we ask too often", 503: "is not available"}
_SERVER = 500  # RFC 9110, 15.6: from here on the fault is the host's

PDF = "application/pdf"
HTML = "text/html"
TEXT = "text/plain"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOC = "application/msword"
ZIP = "application/zip"

# Which names a kind of file goes by; a file that is another kind than its name says is refused.
_NAMED: dict[str, tuple[str, ...]] = {
    ".pdf": (PDF,),
    ".htm": (HTML,),
    ".html": (HTML,),
    ".xhtml": (HTML,),
    ".docx": (DOCX,),
    # People rename: a .doc is often a .docx or a page of HTML inside, which Word opens.
    ".doc": (DOC, DOCX, HTML),
    ".xlsx": (XLSX,),
    ".txt": (TEXT, HTML),
    ".xml": (TEXT, HTML),
    ".zip": (ZIP, DOCX, XLSX),
}


def refuse_instead(answer: Answer, *, source: str) -> None:
    """Raises UnavailableError when the answer is a refusal, a challenge, a login or an error page, and names it.

    It is an AwayError where the host would say the same to anything.
    """
    head = answer.body[:_HEAD]
    # A long report may quote any of these words: only what calls itself a page, or is short, is looked at.
    if _is_markup(head) or len(answer.body) < _TAIL:
        for pattern, cause in _REFUSALS:
            if pattern.search(head):
                kind = UnavailableError if cause in _OF_ONE_FILE else AwayError
                raise kind(cause, source=source)
    if answer.status in _AWAY:
        raise AwayError(f"{_AWAY[answer.status]} ({answer.status})", source=source)
    if answer.status in _STATUSES:
        raise UnavailableError(f"{_STATUSES[answer.status]} ({answer.status})", source=source)
    if answer.status >= _SERVER:
        raise AwayError(f"answers with status {answer.status}", source=source)
    if not 200 <= answer.status < 300:  # noqa: PLR2004 - RFC 9110, 15.3: what succeeded
        raise UnavailableError(f"answers with status {answer.status}", source=source)


def read_json(answer: Answer, *, source: str) -> Any:
    """The JSON of an answer, with or without the function call of JSONP. Raises UnavailableError for anything else."""
    refuse_instead(answer, source=source)
    text = answer.body.decode("utf-8-sig", errors="replace").strip()
    if not text:
        raise AwayError("answers with nothing", source=source, passing=True)
    if text[0] not in "[{":
        text = text[text.find("(") + 1 : text.rfind(")")]
    try:
        return json.loads(text)
    except ValueError as error:
        if _is_markup(answer.body[:_HEAD]):
            raise AwayError("answers with a page of HTML", source=source, passing=True) from error
        raise UnavailableError("answers with what is no JSON, or not all of it", source=source, passing=True) from error


def verify_file(answer: Answer, *, name: str, source: str) -> str:
    """The media type of a fetched file. Raises UnavailableError when it is damaged, or not what `name` says.

    `name` is a file name or an address; without a suffix that is known, the bytes alone decide.
    """
    refuse_instead(answer, source=source)
    if not answer.body:
        raise EmptyFileError("the file is empty", source=source)
    kind = next(kind for kind in _KINDS if kind.begins(answer.body))
    suffix = PurePosixPath(urlsplit(name).path).suffix.lower()
    expected = _NAMED.get(suffix)
    if expected is not None and kind.media_type not in expected:
        raise UnavailableError(f"what is named {suffix} {kind.words}", source=source)
    if not kind.ends(answer.body):
        raise UnavailableError(f"the file {kind.words}, cut off before its end", source=source)
    if not kind.says(answer.body):
        raise EmptyFileError(f"the file {kind.words} in which nothing is written", source=source)
    return kind.media_type


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kind:
    """A kind of file: how its bytes begin and end, and whether they say anything, as far as bytes tell."""

    media_type: str
    words: str
    begins: Callable[[bytes], bool]
    ends: Callable[[bytes], bool] = lambda _: True
    says: Callable[[bytes], bool] = lambda _: True


def _is_markup(head: bytes) -> bool:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:512].lower()
    return start.startswith((b"<!doctype html", b"<html", b"<script", b"<head", b"<?xml", b"<body"))


def _is_page(body: bytes) -> bool:
    return _is_markup(body) or body.lstrip()[:1] == b"<"


# EDGAR Filer Manual, volume II, 5.2: a submission is wrapped whole, in one of two ways of two ages.
_SUBMISSION = re.compile(rb"\s*(?:<SEC-DOCUMENT>|<SUBMISSION>|-----BEGIN PRIVACY-ENHANCED MESSAGE-----)")
_SUBMISSION_END = (b"</SEC-DOCUMENT>", b"</SUBMISSION>", b"-----END PRIVACY-ENHANCED MESSAGE-----")


def _ends_page(body: bytes) -> bool:
    """A page that opens html and never closes it was cut off; a piece of one has no end to miss."""
    opened = re.search(rb"<html[\s>]", body[:_HEAD], re.IGNORECASE)
    return opened is None or re.search(rb"</html\s*>", body[-_TAIL:], re.IGNORECASE) is not None


def _shows(body: bytes) -> bool:
    """Whether a page has a letter, a digit or a sign of any script outside of its tags, or a picture.

    A long one is left to whoever reads it: what is empty is short, and looking through megabytes of tags is not free.
    """
    if len(body) > _SMALL:
        return True
    shown = _UNSHOWN.sub(b" ", body)
    return _SIGN.search(_TAGS.sub(b" ", shown)) is not None or _PICTURE.search(shown) is not None


def _ends_package(body: bytes) -> bool:
    """A ZIP file ends with its directory (APPNOTE 4.3.16), behind which a comment of 64 KB may follow."""
    return b"PK\x05\x06" in body[-(_TAIL + 65_557) :]


# A page's head, scripts and styles are not shown; text in UTF-16 has its letters between zeros.
_UNSHOWN = re.compile(rb"(?is)<(head|script|style)\b.*?</\1\s*>|<!--.*?-->")
_TAGS = re.compile(rb"<[^<>]*>|&nbsp;|&#160;")
_SIGN = re.compile(rb"[0-9A-Za-z\x80-\xff]")
_PICTURE = re.compile(rb"(?i)<(?:img|svg|object|embed|iframe)\b")

_KINDS = (
    # ISO 32000-1, H.3: the head may come within the first 1024 bytes.
    _Kind(
        media_type=PDF,
        words="is a PDF",
        begins=lambda body: b"%PDF-" in body[:1024],
        ends=lambda body: b"%%EOF" in body[-_TAIL:],
        # ISO 32000-1, 7.5.5: a file names its cross-references behind the last object; without any it has no page.
        says=lambda body: b"startxref" in body,
    ),
    _Kind(
        media_type=DOCX,
        words="is a Word document",
        begins=lambda body: body.startswith(b"PK\x03\x04") and b"word/" in body,
        ends=_ends_package,
    ),
    _Kind(
        media_type=XLSX,
        words="is a spreadsheet",
        begins=lambda body: body.startswith(b"PK\x03\x04") and b"xl/" in body,
        ends=_ends_package,
    ),
    _Kind(
        media_type=ZIP,
        words="is a ZIP archive",
        begins=lambda body: body.startswith(b"PK\x03\x04"),
        ends=_ends_package,
    ),
    # [MS-CFB] 2.2: the compound files of old Office
    _Kind(
        media_type=DOC,
        words="is an old Word document",
        begins=lambda body: body.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
    ),
    _Kind(
        media_type=HTML,
        words="is an EDGAR submission",
        begins=lambda body: _SUBMISSION.match(body) is not None,
        ends=lambda body: any(end in body[-_TAIL:] for end in _SUBMISSION_END),
    ),
    _Kind(media_type=HTML, words="is a page of HTML", begins=_is_page, ends=_ends_page, says=_shows),
    _Kind(media_type=TEXT, words="is text", begins=lambda body: b"\x00" not in body[:_HEAD], says=_shows),
    _Kind(
        media_type="application/octet-stream", words="begins as no kind of file that is known", begins=lambda _: True
    ),
)
