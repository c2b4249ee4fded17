"""The filings `filingwatch demo` shows, of a company that does not exist, and the order they are told in."""
