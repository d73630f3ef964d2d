"""From a file, an address or standard input to a `Document`. Hostile formats are parsed in a limited worker process."""
