"""MUC-4 (1992): reports on incidents in Latin America and what happened in them, as templates with fillers."""
