"""The same text at any width, spacing or digit width reads to the same sentences and cells."""

from __future__ import annotations

import re
import textwrap

from hypothesis import given, settings
from hypothesis import strategies as st

from diffing.keys import key
from diffing.reading import read
from diffing.reading.headings import width

PARAGRAPHS = (
    "某某科技致力于云计算。凭借超前的战略眼光，公司现已完成“芯片—模型—应用”全产业链布局，位列国内第一梯队。",
    "报告期内，公司实现营业收入49.2亿元，同比增长3.8%。其中海外业务收入占比达86.0%，同比提升8.4个百分点；毛利率达78.8%。",
    "2024 年 4 月 17 日，公司正式发布“灵犀 3.0”大模型，采用 4,000 亿参数 MoE 架构，是目前性能最强的开源模型之一。",
    "公司旗下游戏 Club Kangaroo 在 126 个国家和地区上线，月活跃用户达 2,780 万，同比增长 37%，位列下载榜前五。",
    "此外，公司还与多家行业头部公司建立了合作关系，客户覆盖音乐、汽车、游戏、教育、时尚和娱乐等多个领域。",
)
TABLE = "项目\t2023年\t2022年\n收入\t49.2\t47.4\n利润\t12.6\t11.5"


def _keys(text: str) -> tuple[list[str], list[str]]:
    document = read(text.encode(), name="a.txt")
    cells = [key(cell.text) for table in document.tables for cell in table.cells]
    return [key(sentence.text) for sentence in document.sentences], cells


def _cut(paragraph: str, limit: int) -> str:
    return "\n".join(paragraph[at : at + limit] for at in range(0, len(paragraph), limit))


def _in_columns(paragraph: str, limit: int) -> str:
    lines = [""]
    for unit in re.findall(r"[A-Za-z0-9.,%-]+|\s|.", paragraph):
        if width(lines[-1] + unit) > limit:
            lines[-1] = lines[-1].rstrip()
            lines.append(unit.lstrip())
        else:
            lines[-1] += unit
    return "\n".join(lines)


texts = st.lists(st.sampled_from(PARAGRAPHS), min_size=4, max_size=8).map(list)


@settings(max_examples=30, deadline=None)
@given(texts, st.integers(24, 48), st.sampled_from([_cut, _in_columns]))
def test_any_width(paragraphs: list[str], limit: int, wrap: object) -> None:
    """Re-wrapped by characters or by columns, the sentences and the cells stay the same."""
    assert callable(wrap)
    plain = "\n\n".join([*paragraphs, TABLE])
    wrapped = "\n\n".join([*(wrap(paragraph, limit) for paragraph in paragraphs), TABLE])
    assert _keys(wrapped) == _keys(plain)


def test_words_wrapped() -> None:
    """English wrapped between words, as mail and editors do, is whole again."""
    plain = "The Company sold software to many banks in 2023. Revenue grew 3.8% to $1.2 billion, as expected by all."
    assert _keys("\n".join(textwrap.wrap(plain, 30))) == _keys(plain)


@settings(max_examples=20, deadline=None)
@given(texts)
def test_spacing_and_digit_width(paragraphs: list[str]) -> None:
    """Spaces between Chinese and Latin and full-width digits change neither sentences nor cells."""
    plain = "\n\n".join([*paragraphs, TABLE])
    spaced = re.sub(r"(?<=[\u4e00-\u9fff])(?=[A-Za-z0-9])", " ", plain)
    wide = plain.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    assert _keys(spaced) == _keys(plain)
    assert _keys(wide) == _keys(plain)
    assert _keys(plain.replace("\n", "\r\n")) == _keys(plain)
