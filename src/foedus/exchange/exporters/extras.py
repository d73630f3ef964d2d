"""Libraries that only some formats need, and what to say where one is absent."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from foedus.errors import BadInput


def needed(library: str, extra: str) -> Any:
    """The library. Raises BadInput with the extra of Foedus that brings it, where it is absent."""
    try:
        return import_module(library)
    except ImportError:
        top = library.partition(".")[0]
        raise BadInput(f"this format needs {top}, which is not installed; pip install 'foedus[{extra}]'") from None
