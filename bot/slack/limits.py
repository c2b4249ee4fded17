"""What Slack takes, and how much of it we use.

From https://docs.slack.dev/reference/block-kit/blocks and the pages below it, unless a line says otherwise.
"""

from __future__ import annotations

BLOCKS = 50
# Serialised blocks have no documented limit; "msg_blocks_too_long" was reported at 13,200 characters
# (https://github.com/slackapi/bolt-js/issues/2509). This is the budget of a message as compact JSON.
CHARACTERS = 12_000
TEXT = 3_000
HEADER = 150
FIELDS, FIELD = 10, 2_000
CONTEXT_ELEMENTS = 10
ACTIONS = 25
BUTTON_TEXT, BUTTON_VALUE, ADDRESS = 75, 2_000, 3_000
IDENTIFIER = 255
OPTIONS, OPTION_TEXT, OPTION_VALUE = 5, 75, 150
SELECT_OPTIONS, PLACEHOLDER = 100, 150
TABLES = 1
TABLE_ROWS, TABLE_COLUMNS = 100, 20
# Of all cells together; undocumented, told by those who met it.
TABLE_CHARACTERS = 10_000
ALT_TEXT = 2_000
# Of forms and homes (https://docs.slack.dev/reference/views).
VIEW_BLOCKS, VIEW_TITLE, LABEL = 100, 24, 2_000
VIEW_CHARACTERS = 250_000
# chat.postMessage splits or cuts longer texts.
FALLBACK = 4_000
METADATA = 2_000
