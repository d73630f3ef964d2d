"""Foedus reads reports on armed conflict into a sourced, dated ledger of who stands with whom.

In Python, begin with `foedus.Ledger`. What type checkers see of this module is in `__init__.pyi`.
"""

from __future__ import annotations

__version__ = "0.1.0"

_HOMES = {"Ledger": "ledger", "Table": "table", "Ties": "ties"}


def __getattr__(name: str) -> object:
    """The Python interface, imported when first asked for, so that every command does not pay for it."""
    if name not in _HOMES:
        raise AttributeError(f"module 'foedus' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"foedus.interfaces.library.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOMES})
