"""Text of filings made harmless for where it is shown: it may hold terminal codes, markup and formulas.

Terminal codes: ECMA-48, https://ecma-international.org/publications-and-standards/standards/ecma-48/.
Direction marks that make text read otherwise than it is stored: https://trojansource.codes.
Formulas in cells: https://owasp.org/www-community/attacks/CSV_Injection.
"""

from __future__ import annotations

import re
import unicodedata

_CONTROL_PICTURES = {point: chr(0x2400 + point) for point in range(0x20)} | {0x7F: "\u2421"}
_KEPT = "\n\t"
# Marks without width that stand in most documents for typesetting only: dropped, as nobody misses them.
_SILENT = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))
# What Markdown acts on anywhere, what only at the start of a line, and what it makes an address of.
_MARKDOWN = re.compile(r"([\\`*_\[\]|~$>])")
_MARKDOWN_START = re.compile(r"^(?=\d+[.)](?:\s|$)|[-+#=])(\d*)(.)")
_ADDRESS = re.compile(r"(?<=[A-Za-z])(:(?=//)|\.(?=\w))", re.ASCII)
# Between @ and a name it keeps the two from being a mention or an address; it has no width.
_JOINER = "&#8288;"
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
# postgresql://user:password@host
_PASSWORDS = re.compile(r"(://[^/\s:@]*:)[^/\s@]+@")
# Tokens of every kind begin with xox or xapp; an incoming webhook and a response_url are secrets by their path.
_SECRETS = re.compile(
    r"\b(?:xox[a-z]{0,2}(?:\.xox[a-z])?-|xapp-|v0=(?=[0-9a-f]{64}))[\w.-]+|hooks\.slack(?:-gov)?\.com/[^\s\"'<>]+"
    r"|(?<=Bearer )[\w.-]+"
)
_JSON_UNSAFE = re.compile("[\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")


def visible(text: str) -> str:
    """`text` with every control and direction mark as a visible sign; line ends and tabs stay."""
    text = text.replace("\r\n", "\n").translate(_SILENT)
    if text.isprintable():
        return text
    return "".join(sign if sign.isprintable() or sign in _KEPT else _shown(sign) for sign in text)


def redacted(text: str) -> str:
    """`text` without the tokens, signatures and secret addresses of Slack, and the passwords of addresses, in it."""
    return _PASSWORDS.sub(r"\1⟨secret⟩@", _SECRETS.sub("⟨secret⟩", text))


def one_line(text: str) -> str:
    """`text` visible and on one line."""
    return " ".join(visible(text).split())


def markdown(text: str) -> str:
    """`text` on one line, with nothing in it that Markdown or HTML would act on."""
    plain = one_line(text).replace("&", "&amp;").replace("<", "&lt;")
    escaped = _ADDRESS.sub(r"\\\1", _MARKDOWN.sub(r"\\\1", plain))
    return _MARKDOWN_START.sub(r"\1\\\2", escaped).replace("@", f"@{_JOINER}")


def csv_cell(text: str) -> str:
    """`text` as a cell that no spreadsheet takes for a formula; such a cell begins with an apostrophe."""
    shown = visible(text)
    return f"'{shown}" if text.startswith(_FORMULA) or shown.lstrip().startswith(_FORMULA) else shown


def json_text(text: str) -> str:
    """JSON in which what a terminal might act on, and what UTF-8 cannot hold, is written as an escape."""
    return _JSON_UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _shown(sign: str) -> str:
    if unicodedata.category(sign) == "Zs":
        return " "
    return _CONTROL_PICTURES.get(ord(sign), f"⟨U+{ord(sign):04X}⟩")
