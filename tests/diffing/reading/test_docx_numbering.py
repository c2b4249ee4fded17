"""The numbers that Word counts for whoever looks at the page are said."""

from __future__ import annotations

import io
import zipfile

import pytest

from diffing.document import Document
from diffing.reading import read
from diffing.reading.docx_numbering import written

WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def _level(at: int, form: str, text: str, more: str = "") -> str:
    shape = f'<w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>{more}'
    return f'<w:lvl w:ilvl="{at}">{shape}</w:lvl>'


def _lists(*families: tuple[str, ...]) -> str:
    """Lists 1, 2 and 3, and a list 4 that is list 1 begun anew at 7."""
    shapes = "".join(
        f'<w:abstractNum w:abstractNumId="{at}">{"".join(levels)}</w:abstractNum>' for at, levels in enumerate(families)
    )
    lists = "".join(f'<w:num w:numId="{at + 1}"><w:abstractNumId w:val="{at}"/></w:num>' for at in range(len(families)))
    anew = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride>'
    lists += f'<w:num w:numId="4"><w:abstractNumId w:val="0"/>{anew}</w:num>'
    return f"<w:numbering {WORD}>{shapes}{lists}</w:numbering>"


NUMBERING = _lists(
    (_level(0, "decimal", "%1."), _level(1, "decimal", "%1.%2", '<w:suff w:val="nothing"/>')),
    (_level(0, "chineseCountingThousand", "第%1节"), _level(1, "chineseCounting", "（%2）")),
    (_level(0, "bullet", "\uf0b7"), _level(1, "lowerLetter", "(%2)")),
)


def _p(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def _item(text: str, number: str, level: int = 0) -> str:
    return _p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def _read(body: str, styles: str = "") -> Document:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        package.writestr("word/document.xml", f"<w:document {WORD}><w:body>{body}</w:body></w:document>")
        package.writestr("word/styles.xml", f"<w:styles {WORD}>{styles}</w:styles>")
        package.writestr("word/numbering.xml", NUMBERING)
    return read(packed.getvalue(), name="a.docx")


def _said(document: Document) -> list[str]:
    return [sentence.text for sentence in document.sentences]


def test_chinese_chapters_are_counted() -> None:
    """Levels begin anew below the next chapter, which is a heading by its number."""
    items = (
        _item("一般事项", "2"),
        _item("概况", "2", 1),
        _item("风险", "2", 1),
        _item("财务报告", "2"),
        _item("资产", "2", 1),
    )
    document = _read("".join(items))
    assert _said(document) == ["第一节 一般事项", "（一） 概况", "（二） 风险", "第二节 财务报告", "（一） 资产"]
    assert document.section_path(1)[0] == "第一节 一般事项"


def test_lists_are_counted() -> None:
    """One list goes on after another one, one begins anew; bullets, no list and an unknown one say nothing."""
    items = (
        _item("Revenue", "1"), _item("Cloud", "1", 1), _item("Ads", "1", 1), _item("Bullet", "3"),
        _item("Letter", "3", 1),
        _item("Costs", "1"), _item("Anew", "4"), _item("None", "0"), _item("Unknown", "99"), _item("Deep", "1", 8),
    )  # fmt: skip
    assert _said(_read("".join(items))) == [
        "1. Revenue", "1.1Cloud", "1.2Ads", "Bullet", "(a) Letter", "2. Costs", "7. Anew", "None", "Unknown", "Deep",
    ]  # fmt: skip


def test_a_style_numbers_its_paragraphs() -> None:
    """A heading may get its number from its style, or from the one that is based on; in a ring there is none."""
    numbered = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    styles = (
        f'<w:style w:styleId="a"><w:name w:val="heading 1"/>{numbered}</w:style>'
        '<w:style w:styleId="b"><w:name w:val="heading 2"/><w:basedOn w:val="a"/></w:style>'
        '<w:style w:styleId="c"><w:basedOn w:val="d"/></w:style><w:style w:styleId="d"><w:basedOn w:val="c"/></w:style>'
    )
    body = "".join(
        _p(text, f'<w:pStyle w:val="{style}"/>') for text, style in [("One", "a"), ("Two", "b"), ("Three", "c")]
    )
    assert _said(_read(body, styles)) == ["1. One", "2. Two", "Three"]


SHOWN = {
    "chineseCounting": {1: "一", 10: "十", 15: "十五", 20: "二十", 105: "一百零五", 110: "一百一十", 1001: "一千零一"},
    "lowerLetter": {1: "a", 28: "bb", 0: "0"},
    "upperRoman": {4: "IV", 1999: "MCMXCIX", 99_999: "99999"},
    "decimalZero": {3: "03", 12: "12"},
    "decimalEnclosedCircle": {2: "②", 21: "21"},
    "ideographTraditional": {2: "乙", 11: "甲"},
    "decimalFullWidth": {12: "１２"},
    "unheardOf": {3: "3"},
}


@pytest.mark.parametrize("form", SHOWN)
def test_counters_are_written_as_word_writes_them(form: str) -> None:
    """Each number format in use in filings."""
    assert {number: written(number, form) for number in SHOWN[form]} == SHOWN[form]
