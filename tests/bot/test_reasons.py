"""Every reason has its sentence in every language."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from bot import reasons
from bot.reasons import reason_words, sentence
from diffing.change import Reason

BOT = Path(reasons.__file__).parent
SENTENCES = tomllib.loads((BOT / "reasons.toml").read_text(encoding="utf-8"))


def test_both_languages_say_the_same() -> None:
    """The same codes, each naming the same values."""
    named = [
        {code: set(re.findall(r"{(\w+)}", words)) for code, words in SENTENCES[one].items()} for one in ("en", "zh")
    ]
    assert named[0].keys() == named[1].keys()
    assert all(chinese <= english for english, chinese in zip(named[0].values(), named[1].values(), strict=True))


def test_every_code_has_a_sentence_and_every_sentence_a_use() -> None:
    """A reason without words would be found only when it is told."""
    written = "".join(path.read_text(encoding="utf-8") for path in BOT.rglob("*.py"))
    assert set(re.findall(r'"((?:lineage|aside|told|asked)_\w+)"', written + written.replace("'", '"'))) == set(
        SENTENCES["en"]
    )


def test_what_comes_from_a_filing_is_harmless() -> None:
    """A title cannot break the line or act on the terminal."""
    reason = Reason(code="lineage_same_name", values=(("old", "a\x1b[31m\nb"),))
    assert "\x1b" not in reason_words(reason, "en")
    assert "\n" not in sentence("lineage_same_name", "zh", old="a\nb")
