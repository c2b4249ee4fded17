"""A market of made-up companies that files for a month, its publishers on loopback, and the program that follows it."""
