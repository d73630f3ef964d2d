"""The ledger: what has been read and judged, kept for good on SQLite or PostgreSQL. Start at `intake.py: record`."""
