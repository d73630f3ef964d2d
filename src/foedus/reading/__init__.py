"""From a file to claims: `documents/` make it text, `steps/` mark it, `readers/` code it, `anchor.py` checks every quote.

Start at `pipeline.py`. Nothing here knows of the database.
"""
