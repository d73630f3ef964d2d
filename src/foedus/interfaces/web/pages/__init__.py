"""The HTML pages, one module a page: each gathers what its template shows, and knows nothing of how it looks."""
