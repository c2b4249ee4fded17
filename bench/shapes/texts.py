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
}  # fmt: skip
