"""What a claim is: pure values, no files and no database. Start at `claim.py`."""
