"""What the pages show, worked out of the ledger: one module a subject, no HTML and no HTTP."""
