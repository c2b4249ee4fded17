"""Finds newly published filings and downloads them: no comparing, no bot, no database."""
