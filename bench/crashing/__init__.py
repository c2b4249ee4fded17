"""Kills the program at every moment, and counts whether anything was lost or done twice."""
