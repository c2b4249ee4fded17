"""The application: joins watching and comparing, schedules, stores and tells."""
