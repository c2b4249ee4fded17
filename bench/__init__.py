"""Measurements of filingwatch, and the making of what they measure on."""
