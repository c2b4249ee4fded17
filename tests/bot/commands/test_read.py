"""`filingwatch read`: a picture of a page, and recognition when it is asked for."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from bot import cli, inside
from bot.inside import Original
from diffing import extracting
from diffing.claim import Claim
from diffing.document import Document
from diffing.figure import Figure
from diffing.settings import Settings

TEXT = "BT /F1 12 Tf 50 700 Td (Revenue was 12.5 million in 2023.) Tj ET"


class Here:
    """Reads in this process, and notes how it was asked to."""

    picture = staticmethod(inside.picture)
    asked = Settings()

    def document(self, original: Original, settings: Settings) -> Document:
        """The document."""
        Here.asked = settings
        return _as_recognised(inside.document(original, Settings()), settings)

    def figures(self, original: Original, settings: Settings) -> tuple[Figure, ...]:
        """Its figures."""
        return extracting.figures(self.document(original, settings))

    def claims(self, original: Original, settings: Settings) -> tuple[Claim, ...]:
        """Its claims."""
        return extracting.claims(self.document(original, settings))


def _as_recognised(document: Document, settings: Settings) -> Document:
    pages = (1,) if settings.ocr else ()
    return replace(document, coverage=replace(document.coverage, recognised_pages=pages))


@pytest.fixture(autouse=True)
def _here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("bot.app.build_apart", Here)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def report() -> str:
    """A PDF of one page with one sentence."""
    document = pikepdf.new()
    page = document.add_blank_page(page_size=(595, 842))
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    page.add_resource(font, pikepdf.Name.Font, pikepdf.Name("/F1"))
    page.contents_add(TEXT.encode())
    document.save("report.pdf")
    return "report.pdf"


def test_a_page_is_drawn_with_its_outlines(report: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The picture is written under the file's name, or where it is wanted."""
    from PIL import Image

    assert cli.run(["read", report, "--picture", "1"]) == 0
    assert capsys.readouterr().out == "report-1.png\n"
    colours = Image.open("report-1.png").getcolors(1 << 16) or ()
    assert (0, 128, 0) in {colour for _, colour in colours}
    assert cli.run(["read", report, "--picture", "1", "--output", "p.png"]) == 0
    assert Path("p.png").read_bytes() == Path("report-1.png").read_bytes()


@pytest.mark.parametrize(("name", "page", "words"), [("report.pdf", "7", "no page 7"), ("a.txt", "1", "only a PDF")])
def test_what_cannot_be_drawn_is_one_line(
    report: str, capsys: pytest.CaptureFixture[str], name: str, page: str, words: str
) -> None:
    """Neither a page that is not there nor a text leaves a file behind."""
    Path("a.txt").write_text("Revenue was 12.5 million.", encoding="utf-8")
    assert cli.run(["read", name, "--picture", page]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(f"filingwatch: {name}: ")
    assert words in line
    assert sorted(path.name for path in Path().iterdir()) == ["a.txt", report]


def test_recognition_is_asked_for(report: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only --ocr turns it on."""
    monkeypatch.setitem(sys.modules, "rapidocr", None)
    assert cli.run(["read", report, "--output", "o.txt"]) == 0
    assert not Here.asked.ocr
    assert cli.run(["read", report, "--ocr", "--output", "o.txt"]) == 0
    assert Here.asked.ocr


@pytest.mark.parametrize(("language", "told"), [("en", "50% sure"), ("zh", "把握 50%")])
def test_what_was_recognised_is_listed_as_uncertain(
    report: str, capsys: pytest.CaptureFixture[str], language: str, told: str
) -> None:
    """Each figure says so beside its page, and the document names its pages; without --ocr nothing is unsure."""
    assert cli.run(["figures", report, "--ocr", "--language", language]) == 0
    assert told in capsys.readouterr().out
    assert cli.run(["read", report, "--ocr", "--language", language]) == 0
    assert {"en": "file: 1 page read by text", "zh": "文件：1 页经文字识别读取"}[language] in capsys.readouterr().out
    assert cli.run(["figures", report, "--language", language]) == 0
    assert told not in capsys.readouterr().out
    assert cli.run(["claims", report, "--ocr", "--language", language]) == 0
