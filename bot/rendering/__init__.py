"""A diff laid out: for a terminal, as Markdown, as one HTML page, as JSON, as CSV."""
