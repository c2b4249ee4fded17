"""What a person can ask in words, wherever it is asked: which filer and filing is meant, and what changed in it."""
