"""Announcements of a running matter: 回购进展, 质押, 诉讼进展 come again and again under nearly the same title."""

from __future__ import annotations

import re
import unicodedata

from bot.covers import Cover
from watchers.titles import same_title

# Forms that come in series, and of which a filer has many at a time: only the title tells one matter from another.
SERIAL = frozenset({"announcement"})

# What counts the announcements of one series, instead of telling it from others: 2024年3月, 第三次, （二）, 进展, 完成.
# 关于回购公司股份的进展公告（第三次） goes on where 关于2024年3月回购公司股份的公告 stopped.
_COUNTERS = re.compile(
    r"(?:19|20)\d{2}年度?|\d{1,2}月份?|\d{1,2}日"
    r"|第[一二三四五六七八九十百\d]+(?:次|期|批|号|季度)"
    r"|[(\[【][一二三四五六七八九十\d]+[)\]】]"
    r"|暨?(?:进展|完成)(?:情况)?|的"
)


def series_of(cover: Cover) -> str:
    """What the announcements of one series share: the title without dates, counters and the filer's name."""
    title = unicodedata.normalize("NFKC", cover.title)
    bare = same_title(_COUNTERS.sub("", title))
    return bare.removeprefix(same_title(cover.filer)) if cover.filer else bare
