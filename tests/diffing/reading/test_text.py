"""Plain text and Markdown: tables, remnants of markup, sentences torn apart."""

from __future__ import annotations

from diffing.document import AsideKind, BlockKind, Document
from diffing.reading import read


def _read(text: str) -> Document:
    document = read(text.encode(), name="a.txt")
    assert document.text == text
    return document


def _sentences(text: str) -> list[str]:
    return [sentence.text for sentence in _read(text).sentences]


def _grid(document: Document, table: int = 0) -> list[list[str | None]]:
    return [[cell.text if cell else None for cell in row] for row in document.tables[table].grid()]


def test_one_sentence() -> None:
    """A text of a few signs is a document of one sentence."""
    document = _read("营业收入49.2亿元")
    assert [sentence.text for sentence in document.sentences] == ["营业收入49.2亿元"]
    assert document.language == "zh"


def test_page_end_in_a_sentence() -> None:
    """A blank line where a page ended does not end the sentence."""
    text = "公司推出新产品，用户反响良好，模型\n\n响应速度更快。\n\n下一段开始了。"
    assert _sentences(text) == ["公司推出新产品，用户反响良好，模型响应速度更快。", "下一段开始了。"]
    sentence = _read(text).sentences[0]
    assert "".join(text[start:end] for start, end in sentence.parts) == sentence.text


def test_page_number_in_a_sentence() -> None:
    """A page number between two halves is set aside, and the halves are one sentence."""
    for number in ("12 / 198", "- 3 -", "3"):
        document = _read(f"公司推出新产品，用户反响良好，模型\n\n{number}\n\n响应速度更快。")
        assert [sentence.text for sentence in document.sentences] == [
            "公司推出新产品，用户反响良好，模型响应速度更快。"
        ]
        assert AsideKind.PAGE_NUMBER in {aside.kind for aside in document.asides}


def test_page_numbers_that_count() -> None:
    """Bare numbers that count up through a text are page numbers; a bare number alone is said."""
    text = "\n\n".join(f"第{page}段结束了。\n\n{page}" for page in range(7, 11))
    assert _sentences(text) == [f"第{page}段结束了。" for page in range(7, 11)]
    assert _sentences("人数如下。\n\n1508\n\n完。") == ["人数如下。", "1508", "完。"]


def test_separators() -> None:
    """Lines of dashes and the like separate, and say nothing."""
    assert _sentences("第一段。\n\n---\n\n第二段。\n======\n第三段。") == ["第一段。", "第二段。", "第三段。"]


def test_pictures_and_comments() -> None:
    """What a Markdown picture and an HTML comment hold is not said."""
    assert _sentences("看图。![a](b.png)\n\n<!-- page 3 -->\n\n完。") == ["看图。", "完。"]


def test_lines_that_stand_alone() -> None:
    """A cover's lines are not joined: labels, dates, greetings, names."""
    lines = ["某某科技股份有限公司", "2023 年度总经理工作报告", "证券代码：300999", "2024 年 4 月", "尊敬的各位董事："]
    assert _sentences("\n\n".join(lines)) == lines
    assert _sentences("\n".join(lines)) == lines


def test_english_halves() -> None:
    """An English half goes on in lower case, and the line end stands for a space."""
    text = "The Company sells, through its subsidiaries,\n\nsoftware to banks.\n\nIt also sells hardware."
    assert _sentences(text) == [
        "The Company sells, through its subsidiaries, software to banks.",
        "It also sells hardware.",
    ]


def test_tabs() -> None:
    """Rows with tabs are a table; underlines in a cell are markup."""
    document = _read("模型成绩如下。\n\n模型\t甲\t乙\nA-13B\t27.1\t26.7\nB-13B\t<u>60.6</u>\t-\n\nB-13B 测评结果展示\n")
    assert _grid(document) == [["模型", "甲", "乙"], ["A-13B", "27.1", "26.7"], ["B-13B", "60.6", "-"]]
    table = document.tables[0]
    assert (table.header_rows, table.header_columns, table.title) == (1, 1, "B-13B 测评结果展示")
    assert not any("27.1" in sentence.text for sentence in document.sentences)


def test_pipes() -> None:
    """A Markdown table is a table, and its rule of dashes is markup."""
    document = _read("# 标题\n\n单位：万元\n\n| 项目 | 2023年 |\n|---|---:|\n| 收入 | 49.2 |\n")
    assert _grid(document) == [["项目", "2023年"], ["收入", "49.2"]]
    assert document.tables[0].unit_note == "单位：万元"
    assert document.tables[0].title == "标题"
    assert document.section_path(0) == ("标题",)


def test_html_table_remnant() -> None:
    """A table tag left in text is a table with its spans."""
    document = _read("说明。\n<table><tr><td rowspan=2>甲</td><td>1</td></tr><tr><td>2</td></tr></table>\n")
    assert _grid(document) == [["甲", "1"], ["甲", "2"]]


def test_check_boxes() -> None:
    """A ticked box says so; an empty one says nothing."""
    document = _read('类别\t<input type="checkbox"> 调研 <input type="checkbox" checked=""> 路演\n时间\t今天\n')
    assert document.tables[0].cells[1].text == "调研 checked 路演"


def test_story_in_a_cell() -> None:
    """A cell that tells a story over pages becomes a heading and paragraphs, up to its end tag."""
    document = _read(
        "时间\t5 月 8 日\n主要内容\t<p>各位好，欢迎。</p> <p>公司收入增长，其中海外业务收</p>\n\n入占比达 88.4%。\n\n"
        "问：怎么看？\n\n\t<p>答：很好。</p>\n附件\t无\n日期\t5 月 8 日"
    )
    assert [sentence.text for sentence in document.sentences] == [
        "主要内容",
        "各位好，欢迎。",
        "公司收入增长，其中海外业务收入占比达 88.4%。",
        "问：怎么看？",
        "答：很好。",
    ]
    assert [len(table.cells) for table in document.tables] == [2, 4]
    assert document.section_path(2) == ("主要内容",)


def test_headings() -> None:
    """Numbered and short lines head what follows; captions and signatures do not."""
    document = _read(
        "一、总体情况\n\n公司表现良好。\n\n1、AI业务\n\n公司发布模型。\n\n模型效果展示\n\n展望未来，继续努力。\n\n"
        "海外业务\n\n收入增长。\n\n某某股份有限公司\n\n总经理 张三"
    )
    paths = [(block.kind, document.section_path(index)) for index, block in enumerate(document.blocks)]
    assert paths[2] == (BlockKind.HEADING, ("一、总体情况", "1、AI业务"))
    assert paths[4][0] is BlockKind.CAPTION
    assert paths[7] == (BlockKind.PARAGRAPH, ("一、总体情况", "1、AI业务", "海外业务"))
    assert paths[-1][0] is BlockKind.PARAGRAPH


def test_markdown_levels() -> None:
    """Hashes give the level of a heading and are not said; emphasis is not said either."""
    document = _read("# One\n\n## Two\n\nSome **strong** words.\n\n# Three\n\nEnd.")
    assert [sentence.text for sentence in document.sentences] == ["One", "Two", "Some strong words.", "Three", "End."]
    assert document.section_path(2) == ("One", "Two")
    assert document.section_path(4) == ("Three",)


def test_unclosed_markup() -> None:
    """Markup that is opened again and again and never closed is read in no more time than words."""
    for opening in ("<!-- ", "<table>", "![", "**a ", "<p "):
        document = read((opening * 20_000 + "完。").encode(), name="a.txt")
        assert document.text.endswith("完。")
