"""How much of a PDF is read at most, and why there is a limit at all.

A file of a few kilobytes can hold a million pages or boxes. pdfium cannot be stopped in the middle of a page, so what
is asked of it is bounded; what it does inside one call is bounded by the process that reads (memory and time).
"""

from __future__ import annotations

# The longest filing in the sample has 381 pages, the longest known prospectus about 2,500.
PAGES = 10_000
# pdfplumber reads four pages a second: what only it can read is read so far, which is a minute.
SLOW_PAGES = 250
# 300 pages of a Chinese annual report hold 400,000 characters; a page of small print holds 8,000.
PAGE_CHARACTERS = 200_000
CHARACTERS = 20_000_000
# A densely ruled page draws 400 paths; 1,500 were seen on one page with a drawn chart.
PAGE_OBJECTS = 60_000
# A path with more corners than this is a picture, not a rule or a box.
PATH_SEGMENTS = 600
# A file with embedded ones has one to three; they are named to people.
ATTACHMENTS, NAME = 50, 200
# Forms inside forms: real files nest two or three deep, bombs nest without end.
FORM_DEPTH = 8
# A page with more separate rules than this is a drawing; every rule is held against every crossing one.
PAGE_RULES = 3_000
# Rows times columns of one ruled table on one page.
GRID_CELLS = 20_000
