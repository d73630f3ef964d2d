"""The readers by name. A new reader is one module and its line here."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from foedus.errors import NotFound
from foedus.reading.readers.protocol import Reader

# name: (module, class); modules are imported when asked for, so that a reader's libraries cost nothing unused.
_READERS = {
    "cues": ("foedus.reading.readers.cues", "CuesReader"),
}
DEFAULT = "cues"


def names() -> tuple[str, ...]:
    """What ``--reader`` takes."""
    return tuple(_READERS)


def reader(name: str = DEFAULT) -> Reader:
    """The reader of that name; raises NotFound with the choices."""
    if name not in _READERS:
        raise NotFound(f"there is no reader {name!r}; choose one of {', '.join(_READERS)}")
    module, class_name = _READERS[name]
    factory: Callable[[], Reader] = getattr(import_module(module), class_name)
    return factory()
