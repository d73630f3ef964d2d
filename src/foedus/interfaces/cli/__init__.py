"""The command line: one module for each family of commands. Start at `main.py`."""
