"""Makes filings: sets blocks of text as PDF or HTML pages, for the demo and for the mutation bench.

It stands beside the bench and not in `bot/demo`, where its product lies: the wheel carries the product, and neither
the tool nor the fonts.
"""
