"""What a file is, and what is refused by name."""

from __future__ import annotations

import io
import zipfile

import pytest

from diffing.errors import UnreadableDocument
from diffing.reading import read


def _zip(name: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        package.writestr(name, "x")
    return packed.getvalue()


OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)
REFUSED = {
    "empty": b"",
    "png": b"\x89PNG\r\n\x1a\n" + bytes(50),
    "jpeg": b"\xff\xd8\xff\xe0" + bytes(50),
    "doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500),
    "program": b"MZ\x90\x00" + bytes(100),
    "zeros": bytes(1000),
    "archive": _zip("a.txt"),
    "binary spreadsheet": _zip("xl/workbook.bin"),
    "damaged spreadsheet": _zip("xl/workbook.xml"),
    "cut package": _zip("word/document.xml")[:60],
    "cut UTF-8": "营业收入49.2亿元".encode()[:-1],
    "only blanks": b" \n\t\n",
    "page without words": b"<html><body><script>x()</script></body></html>",
}


MAIL = "From: a@whale.example\nSubject: Results\n of 2023\n{}Content-Type: text/html\n\n<p>Revenue was=20 12.5</p>"
NAMED_BY_BYTES = {
    "a picture": [
        b"\0\0\0\x18ftypheic" + bytes(99), b"\0\0\0\x18ftypavif" + bytes(99), b"8BPS\0\1" + bytes(99),
        b"\0\0\0\x0cjP  \r\n\x87\n" + bytes(99), b"RIFF\0\0\0\0WEBPVP8 " + bytes(99), b"AT&TFORM" + bytes(99),
        b'<svg xmlns="http://www.w3.org/2000/svg"><text>12.5</text></svg>',
        b'<?xml version="1.0"?>\n<!-- a --><svg:svg xmlns:svg="x"><text>12.5</text></svg:svg>',
    ],
    "a film or a sound": [
        b"\0\0\0\x18ftypmp42" + bytes(99), b"ID3\4" + bytes(99), b"RIFF\0\0\0\0WAVEfmt " + bytes(99),
    ],
    "an archive": [b"a.txt" + bytes(252) + b"ustar\x0000" + bytes(99), b"\x28\xb5\x2f\xfd" + bytes(99)],
    "a mail": [MAIL.format("MIME-Version: 1.0\n").encode(), MAIL.format("").encode()],
    "XML data": [b'<?xml version="1.0"?><report><revenue>12.5</revenue></report>'],
    "a Chinese fixed-layout": [_zip("OFD.xml")],
    "an electronic book": [_zip("META-INF/container.xml")],
    "an old presentation": [OLD + "PowerPoint Document".encode("utf-16-le")],
}  # fmt: skip


@pytest.mark.parametrize("words", NAMED_BY_BYTES)
def test_what_is_no_document_is_called_by_its_name(words: str) -> None:
    """Whatever its ending says; text that packs something else is not read as what it says."""
    for content in NAMED_BY_BYTES[words]:
        with pytest.raises(UnreadableDocument, match=words) as refusal:
            read(content, name="a.txt")
        assert refusal.value.remedy


@pytest.mark.parametrize(
    "text",
    [
        "Subject: Results of 2023\n\nRevenue was 12.5 million.",
        "Date: 2024-04-30\nFrom: the Board\n\nRevenue was 12.5 million.",
        "The content-type: a word in a sentence.",
        "营业收入：12.6亿元\n净利润：3.4亿元\n",
    ],
)
def test_a_letter_is_no_mail(text: str) -> None:
    """What looks like the head of a mail says nothing of how its parts are packed."""
    assert read(text.encode(), name="a.txt").text == text


@pytest.mark.parametrize("case", REFUSED)
def test_refuses_by_name(case: str) -> None:
    """What cannot be read is refused in one line that names the file, the cause and a remedy."""
    with pytest.raises(UnreadableDocument) as refusal:
        read(REFUSED[case], name=case)
    assert refusal.value.name == case
    assert refusal.value.cause
    assert refusal.value.remedy
    assert "\n" not in str(refusal.value)


NAMED = {
    "WordDocument": "an old Word file (.doc)",
    "Workbook": "an old spreadsheet (.xls)",
    "EncryptedPackage": "encrypted with a password",
}


@pytest.mark.parametrize("stream", NAMED)
def test_old_office_files_are_told_apart(stream: str) -> None:
    """What its directory names says what it is; a locked DOCX or XLSX is packed the same way."""
    with pytest.raises(UnreadableDocument, match=NAMED[stream].replace("(", r"\(").replace(")", r"\)")):
        read(OLD + stream.encode("utf-16-le"), name="a.xls")


@pytest.mark.parametrize("name", ["a.pdf", "a.docx", "a.xlsx"])
def test_what_is_neither_its_name_nor_text_is_damaged(name: str) -> None:
    """Nobody is told to save a broken PDF as UTF-8."""
    with pytest.raises(UnreadableDocument, match="not what it is named or sent as, or damaged; fetch it again"):
        read(bytes(range(256)) * 20, name=name)


ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "gb18030")


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_decodes(encoding: str) -> None:
    """Chinese text reads the same in each encoding filings come in."""
    text = "公司实现营业收入49.2亿元，同比增长3.8%。\n净利润 12.6 亿元，2023 年 12 月 31 日。\n"
    assert read(text.encode(encoding), name="a.txt").text == text


def test_decodes_windows() -> None:
    """A curly quote of Windows-1252 is no Chinese sign."""
    text = "The company’s revenue – grew 5%."
    assert read(text.encode("cp1252")).text == text


def test_contents_decide() -> None:
    """A page named .pdf is read as the page it is, with a warning."""
    document = read(b"<!DOCTYPE html><html><body><p>Hello there.</p></body></html>", name="a.pdf")
    assert document.media_type == "text/html"
    assert document.text == "Hello there.\n"
    assert "application/pdf" in document.warnings[0]


def test_text_is_not_warned_of() -> None:
    """Markdown sent as plain text contradicts nothing."""
    assert read(b"# Title\n\nText.", media_type="text/plain", name="a.md").warnings == ()


def test_many_comments() -> None:
    """A page that opens with thousands of comments is known for a page at once, and so is a text that is none."""
    assert read(b"<!DOCTYPE html>" + b"<!-- a -->" * 5000 + b"<html><body>Hello.</body></html>").text == "Hello.\n"
    assert read(b"<?xml version='1.0'?>" + b"<!-- a -->" * 5000 + b"Hello.").media_type == "text/plain"
