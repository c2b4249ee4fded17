"""Pages that are pictures are recognised when that is asked for, and the document says which."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from types import ModuleType, SimpleNamespace

import pikepdf
import pytest

from diffing.errors import DiffingError
from diffing.reading import ocr, read
from diffing.settings import Settings

Corners = tuple[tuple[int, int], ...]

# At 200 dots per inch: two lines that climb a little, a seal that climbs a lot, and a smudge.
SEEN: tuple[tuple[Corners, str, float], ...] = (
    (((200, 300), (1100, 290), (1100, 330), (200, 340)), "公司二〇二三年实现营业收入四十九亿二千万元，同比", 0.99),
    (((200, 360), (600, 356), (600, 396), (200, 400)), "增长 3.8%。", 0.93),
    (((900, 900), (1000, 1000), (970, 1030), (870, 930)), "公章", 0.9),
    (((200, 600), (300, 600), (300, 640), (200, 640)), "ilI", 0.2),
)


def _fake() -> ModuleType:
    """A recogniser that sees the same lines on every picture."""
    boxes, texts, scores = zip(*SEEN, strict=True)
    seen = SimpleNamespace(boxes=boxes, txts=texts, scores=scores)
    module = ModuleType("rapidocr")
    module.__dict__["RapidOCR"] = lambda **_: lambda _picture: seen
    return module


def _scan(size: tuple[int, int] = (595, 842)) -> bytes:
    document = pikepdf.new()
    document.add_blank_page(page_size=size).contents_add(b"0.9 g 50 50 400 700 re f")
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    """The recogniser is loaded once for a process; each test has its own."""
    ocr._reader.cache_clear()
    yield
    ocr._reader.cache_clear()


def test_what_was_recognised_is_read_and_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lines become sentences with their boxes; seals and smudges do not; the coverage names the pages."""
    monkeypatch.setitem(sys.modules, "rapidocr", _fake())
    document = read(_scan(), name="a.pdf", settings=Settings(ocr=True))
    assert document.sentences[0].text == "公司二〇二三年实现营业收入四十九亿二千万元，同比增长 3.8%。"
    assert "公章" not in document.text
    assert "ilI" not in document.text
    assert document.coverage.recognised_pages == (1,)
    assert document.coverage.pages_without_text == ()
    assert not document.coverage.complete
    assert ocr.recognise(_scan()).pages == {1: 0.93}


def test_lines_of_a_page_too_large_to_be_drawn_whole_stand_where_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    """A poster is drawn with fewer dots, each of which stands for more points."""
    monkeypatch.setitem(sys.modules, "rapidocr", _fake())
    small, large = (read(_scan(size), name="a.pdf", settings=Settings(ocr=True)) for size in ((595, 842), (5950, 8420)))
    left, wide = (document.boxes([(0, 4)])[0] for document in (small, large))
    assert left.left == pytest.approx(200 * 72 / 200, abs=2)
    assert wide.left == pytest.approx(200 * (5950 * 8420 / 16e6) ** 0.5, rel=0.02)


def test_without_the_extra_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is not the file's fault that no recogniser is installed."""
    monkeypatch.setitem(sys.modules, "rapidocr", None)
    with pytest.raises(DiffingError, match=r"install filingwatch with the extra \[ocr\]"):
        read(_scan(), name="a.pdf", settings=Settings(ocr=True))


def test_a_page_with_words_needs_no_recogniser(monkeypatch: pytest.MonkeyPatch) -> None:
    """Asking for recognition costs a text document nothing, and needs nothing installed."""
    monkeypatch.setitem(sys.modules, "rapidocr", None)
    assert ocr.recognise(b"damaged").pages == {}


def test_the_real_recogniser_reads_a_real_page() -> None:
    """Where the extra is installed, its own models find what is printed."""
    pytest.importorskip("rapidocr")
    from PIL import Image, ImageDraw, ImageFont

    shown = Image.new("RGB", (1600, 300), "white")
    ImageDraw.Draw(shown).text((60, 100), "Revenue was 1,234.56 million", fill="black", font=ImageFont.load_default(90))
    document = pikepdf.new()
    page = document.add_blank_page(page_size=(800, 150))
    picture = document.make_stream(
        shown.tobytes(),
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=1600,
        Height=300,
        BitsPerComponent=8,
        ColorSpace=pikepdf.Name.DeviceRGB,
    )
    page.add_resource(picture, pikepdf.Name.XObject, pikepdf.Name("/Scan"))
    page.contents_add(b"q 800 0 0 150 0 0 cm /Scan Do Q")
    written = io.BytesIO()
    document.save(written)
    assert "1,234.56 million" in read(written.getvalue(), settings=Settings(ocr=True)).text
