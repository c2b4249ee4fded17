"""What the reader says of a file, a cause, a remedy, a warning, in the words of a language.

The reader speaks English sentences that others match in logs and scripts; they are told in another language by a table
from sentence to sentence. What the table does not hold stays as it is.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

# Where one phrase ends and the next begins: "name: cause; remedy".
_BEFORE, _AFTER = r"(?:^|(?<=: )|(?<=; ))", r"(?=$|; )"


def told(text: str, language: str) -> str:
    """`text` with each phrase of the reader in it in the words of `language`."""
    for pattern, words in _phrases(language):
        text = pattern.sub(lambda found, words=words: words.format(*found.groups()), text)  # type: ignore[misc]
    return text


@cache
def _phrases(language: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """The phrases of a language, longest first: some are the beginning of others."""
    table = files("bot.languages").joinpath(f"said.{language}.toml")
    if not table.is_file():
        return ()
    tables = tomllib.loads(table.read_text(encoding="utf-8"))
    phrases = {phrase: words for table in tables.values() for phrase, words in table.items()}
    return tuple((_pattern(phrase), phrases[phrase]) for phrase in sorted(phrases, key=len, reverse=True))


def _pattern(phrase: str) -> re.Pattern[str]:
    return re.compile(_BEFORE + re.escape(phrase).replace(r"\{\}", "(.+?)") + _AFTER)
