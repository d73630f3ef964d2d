"""Foedus from Python: `ledger.py` has the ledger, `table.py` what it answers with, `records.py` the fields of each answer."""
