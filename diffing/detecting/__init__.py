"""Finds the changes in an alignment, one file for each kind of change."""
