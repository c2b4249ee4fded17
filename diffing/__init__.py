"""Compares two documents: bytes in, frozen values out; no file, no network, no clock."""
