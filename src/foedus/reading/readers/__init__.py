"""Readers: from a marked text to claims. One protocol (`protocol.py`), several backends (`registry.py`)."""
