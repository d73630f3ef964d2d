"""What follows from the claims: pure functions over a view of the ledger. Start at `ties.py: ties_at`."""
