"""Foedus reads reports on armed conflict into a sourced, dated ledger of who stands with whom."""

__version__ = "0.1.0"
