"""`python -m bot`: the same as `filingwatch`."""

from bot.cli import main

main()
