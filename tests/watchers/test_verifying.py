"""What is not the file that was asked for is refused, and named."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from watchers.errors import EmptyFileError, SourceError
from watchers.fetching import Answer
from watchers.verifying import read_json, verify_file

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n" + b"0" * 5000 + b"\nstartxref\n0\n%%EOF\n"
PAGE = "<!DOCTYPE html><html><head><title>{}</title></head><body>{}</body></html>"


def answer(body: bytes | str, status: int = 200) -> Answer:
    """An answer with this body."""
    sent = body.encode() if isinstance(body, str) else body
    return Answer(status=status, headers={}, body=sent, address="https://example.org/a.pdf")


def package(*names: str) -> bytes:
    """A ZIP file with these members."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name in names:
            archive.writestr(name, "<x/>")
    return packed.getvalue()


SUBMISSION = b"<SEC-DOCUMENT>0000999999-26-000101.txt : 20260807\n<DOCUMENT>\n<TYPE>8-K\n<TEXT>\n<html><body>\n"
SUBMISSION += b"<p>Cover</p>\n" * 900 + b"</body></html>\n</TEXT>\n</DOCUMENT>\n"
SUBMISSION += (
    b"<DOCUMENT>\n<TYPE>GRAPHIC\n<TEXT>\nbegin 644 a.jpg\n" + b"M_]C_X  02D9)\n" * 900 + b"end\n</TEXT>\n</DOCUMENT>\n"
)
SUBMISSION += b"</SEC-DOCUMENT>\n"
PEM = b"-----BEGIN PRIVACY-ENHANCED MESSAGE-----\nProc-Type: 2001,MIC-CLEAR\n\n<SEC-DOCUMENT>"
END_OF_PEM = b"-----END PRIVACY-ENHANCED MESSAGE-----\n"
DOCX = package("[Content_Types].xml", "word/document.xml")


@pytest.mark.parametrize(
    ("name", "body", "media_type"),
    [
        ("a.PDF", PDF, "application/pdf"),
        ("https://example.org/a.pdf?v=1", b"\r\n" + PDF, "application/pdf"),
        ("a.docx", DOCX, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("a.doc", DOCX, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "application/msword"),
        ("a.htm", PAGE.format("10-K", "Revenue"), "text/html"),
        ("a", "Revenue rose.", "text/plain"),
        ("a.txt", "二〇二四年".encode("gb18030"), "text/plain"),
        ("a.htm", "<html><body><img src='1.png'></body></html>", "text/html"),
        ("0000999999-26-000101.txt", SUBMISSION, "text/html"),
        ("old.txt", SUBMISSION.replace(b"<SEC-DOCUMENT>", PEM) + END_OF_PEM, "text/html"),
        ("page", PAGE.format("News", "x" * 20_000 + '<input type="password">' + "x" * 20_000), "text/html"),
    ],
)
def test_files_are_known_by_their_bytes(name: str, body: bytes | str, media_type: str) -> None:
    """What begins and ends as its name says is that."""
    assert verify_file(answer(body), name=name, source="stub") == media_type


@pytest.mark.parametrize(
    ("name", "body", "status", "words"),
    [
        ("a.pdf", PDF[:3000], 200, "is a PDF, cut off before its end"),
        ("a.pdf", PDF[9:], 200, "what is named .pdf is text"),
        ("a.pdf", b"\x00\x01" * 900, 200, "begins as no kind of file"),
        ("a.pdf", b"", 200, "is empty"),
        ("a.pdf", DOCX, 200, "what is named .pdf is a Word document"),
        ("a.docx", DOCX[:-40], 200, "is a Word document, cut off"),
        ("a.htm", PAGE.format("10-K", "x" * 9000)[:-60], 200, "is a page of HTML, cut off"),
        ("a.pdf", "<html><script>var arg1='" + "0A" * 20 + "';</script></html>", 200, "JavaScript challenge"),
        ("a.pdf", PAGE.format("x", "document.cookie='acw_sc__v2='"), 200, "JavaScript challenge"),
        ("a.pdf", "<html><head><title>403 Forbidden</title></head></html>", 200, "403 Forbidden page"),
        ("a.pdf", PAGE.format("统一登录", ""), 200, "login page"),
        ("a.pdf", PAGE.format("Welcome", "<input name=p type='password'>"), 200, "login page"),
        ("a.pdf", PAGE.format("Please log in", ""), 200, "login page"),
        ("a.htm", PAGE.format("Undeclared Automated Tool", ""), 403, "undeclared automated tools"),
        ("a.pdf", PDF, 403, r"is forbidden to us \(403\)"),
        ("a.pdf", PDF, 404, r"is not there \(404\)"),
        ("a.pdf", PDF, 418, "status 418"),
        ("a.pdf", PAGE.format("Report", "x"), 200, "what is named .pdf is a page of HTML"),
        ("a.txt", " \r\n\t \n", 200, "is text in which nothing is written"),
        ("a.htm", PAGE.format("Report", "<p>&nbsp;</p><script>f(1)</script>"), 200, "HTML in which nothing is written"),
        ("a.htm", "<html></html>", 200, "a page of HTML in which nothing is written"),
        ("a.pdf", b"%PDF-1.7\n%%EOF\n", 200, "is a PDF in which nothing is written"),
        ("a.txt", SUBMISSION[:200], 200, "is an EDGAR submission, cut off"),
    ],
)
def test_what_is_something_else_is_refused(name: str, body: bytes | str, status: int, words: str) -> None:
    """Damaged files, challenges, logins and error pages each have their name."""
    with pytest.raises(SourceError, match=words):
        verify_file(answer(body, status), name=name, source="stub")


@pytest.mark.parametrize(("name", "body"), [("a.pdf", b""), ("a.htm", b"<html></html>"), ("a.txt", b"\n\n")])
def test_what_is_empty_is_told_from_what_is_damaged(name: str, body: bytes) -> None:
    """A file with nothing in it has an error of its own, which those who read files raise as well."""
    with pytest.raises(EmptyFileError):
        verify_file(answer(body), name=name, source="stub")


def test_a_report_may_quote_what_refusals_say() -> None:
    """Words of a refusal deep in a long text are the report's own."""
    body = PDF.replace(b"endobj", "系统繁忙 undeclared automated tool".encode())
    assert verify_file(answer(body), name="a.pdf", source="stub") == "application/pdf"


@pytest.mark.parametrize(
    "body", ['{"a": [1]}', 'callback({"a": [1]})', '({"a": [1]});', '\ufeff{"a": [1]}', 'cb({"a":[1]}) ']
)
def test_lists_are_read_with_and_without_a_callback(body: str) -> None:
    """JSON and JSONP say the same; the callback may have no name."""
    assert read_json(answer(body), source="stub") == {"a": [1]}


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("", "with nothing"),
        ('{"a": [1', "not all of it"),
        (PAGE.format("Index", ""), "a page of HTML"),
        ('({"success":"false","error":"系统繁忙，请稍后再试"})', "系统繁忙"),
        ('cb([{"msg":"请求参数异常"}])', "请求参数异常"),
    ],
)
def test_lists_that_are_none_are_refused(body: str, words: str) -> None:
    """A page, a piece and an excuse are no list."""
    with pytest.raises(SourceError, match=words):
        read_json(answer(body), source="stub")


def test_damaged_files_of_the_corpus_are_refused(corpus: Path) -> None:
    """Each of the files that a crawler damaged, or was refused, is refused here."""
    damaged = sorted((corpus / "broken" / "cninfo_damaged").iterdir())
    assert damaged
    for file in damaged:
        with pytest.raises(SourceError):
            verify_file(answer(file.read_bytes()), name=file.name, source="cninfo")


def test_sound_files_of_the_corpus_pass(corpus: Path) -> None:
    """No filing that can be read is refused."""
    files = [file for file in (corpus / "filings").rglob("*") if file.suffix.lower() in (".pdf", ".htm", ".html")]
    assert files
    for file in files:
        assert verify_file(answer(file.read_bytes()), name=file.name, source="corpus")
