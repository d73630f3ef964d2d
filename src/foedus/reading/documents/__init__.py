"""From a file, an address or standard input to a `Document`. Hostile formats are parsed in a limited worker process.

Start at `load.py`. `registry.py` lists the formats; each is one module with a function `parse(data, clues) -> Parsed`.
"""
