"""One migration for each form the database has had."""
