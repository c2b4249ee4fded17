"""Plain text and Markdown made to break readers."""

from __future__ import annotations

from bench.shapes import Making, times

SHAPES: dict[str, Making] = {
    "100 MB.txt": lambda size: times("Revenue was 12.5 million in 2023.\n", 3_000_000 * size).encode(),
    "one line.txt": lambda size: times("Revenue was 12.5 million in 2023. ", 300_000 * size).encode(),
    "one word.txt": lambda size: times("收入", 1_700_000 * size).encode(),
    "letters.txt": lambda size: times("a", 300_000 * size, "\n").encode(),
    "numbers.txt": lambda size: "\n\n".join(str(n % 9000) for n in range(int(100_000 * size))).encode(),
    "tabs.txt": lambda size: times("1\t", 5_000_000 * size).encode(),
    "rows.txt": lambda size: times("1\t2\t3\n", 1_000_000 * size).encode(),
    "pipes.md": lambda size: times("|", 5_000_000 * size).encode(),
    "tables.md": lambda size: times("<table>", 1_000_000 * size).encode(),
    "emphasis.md": lambda size: times("**a", 3_000_000 * size).encode(),
    "pictures.md": lambda size: times("![", 3_000_000 * size).encode(),
    "brackets.txt": lambda size: times("(（", 2_000_000 * size).encode(),
    "digits.txt": lambda size: times("1,", 5_000_000 * size).encode(),
    "50 MB in one line.txt": lambda size: times("a", 50_000_000 * size).encode(),
    "UTF-16.txt": lambda _: times("2023年公司实现营业收入12.6亿元。\r\n", 50).encode("utf-16-le"),
    "UTF-16 of Chinese alone.txt": lambda _: times("公司实现营业收入四十九亿元。\r\n", 50).encode("utf-16-be"),
    "surrogates.txt": lambda _: times("营业收入12.6亿元\ud812。", 9).encode("utf-16-le", "surrogatepass"),
    "surrogates in UTF-8.txt": lambda _: times("营业收入12.6亿元\ud800。\n", 9).encode("utf-8", "surrogatepass"),
    "two encodings.txt": lambda _: times("营业收入12.6亿元。\n", 99).encode() + "净利润3.4亿元。\n".encode("gb18030"),
    "nothing.txt": lambda size: (times("Revenue was 12.5 million.", 9) + times("\0", 1_000 * size)).encode(),
    "long number.txt": lambda size: ("Revenue was " + times("9", 1_000_000 * size) + " million.").encode(),
    "long decimal.txt": lambda size: (
        "收入" + times("9,", 500_000 * size) + "1." + times("9", 1_000_000 * size) + "亿元。"
    ).encode(),
    "long ordinal.txt": lambda size: ("第" + times("一亿", 500_000 * size) + "条。").encode(),
    "marks on a letter.txt": lambda size: ("Revenue e" + times("\u0301", 3_000_000 * size) + " 12.5 million.").encode(),
    "turned text.txt": lambda size: times("\u202e12.5\u2066 million\u200f ", 100_000 * size).encode(),
    "line ends.txt": lambda size: ("12.5" + times("\r\n\x85\u2028\x0b\x0c", 1_000_000 * size) + "x").encode(),
}  # fmt: skip
