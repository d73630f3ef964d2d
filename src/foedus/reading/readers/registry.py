"""The readers by name. A new reader is one module and its line here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from foedus.errors import BadInput, NotFound
from foedus.reading.readers.protocol import Reader


@dataclass(frozen=True, slots=True)
class _Entry:
    """Where a reader is; the module is imported when asked for, so that a reader's libraries cost nothing unused.

    `argument` is what stands behind the colon of a reader that needs one ("recorded:DIR"); its class takes it.
    """

    module: str
    class_name: str
    argument: str | None = None


_READERS = {
    "trained": _Entry("foedus.reading.readers.trained", "TrainedReader"),
    "cues": _Entry("foedus.reading.readers.cues", "CuesReader"),
    "llm": _Entry("foedus.reading.readers.llm", "LlmReader"),
    "recorded": _Entry("foedus.reading.readers.recorded", "RecordedReader", "DIR"),
}
DEFAULT = "trained"


def names() -> tuple[str, ...]:
    """The readers that need no argument."""
    return tuple(name for name, entry in _READERS.items() if entry.argument is None)


def choices() -> tuple[str, ...]:
    """What ``--reader`` takes, with the word for what stands behind a colon."""
    return tuple(f"{name}:{entry.argument}" if entry.argument else name for name, entry in _READERS.items())


def reader(named: str = DEFAULT) -> Reader:
    """The reader that `named` asks for, as in "cues" or "recorded:DIR".

    Raises NotFound with the choices where there is none of that name, BadInput where its argument is missing or one too many.
    """
    name, colon, argument = named.partition(":")
    entry = _READERS.get(name)
    if entry is None:
        raise NotFound(f"there is no reader {name!r}; choose one of {', '.join(choices())}")
    if entry.argument is None and colon:
        raise BadInput(f"the reader {name} takes nothing behind a colon, but was given {argument!r}; write --reader {name}")
    if entry.argument is not None and not argument:
        raise BadInput(f"the reader {name} needs its {entry.argument}; write --reader {name}:{entry.argument}")
    factory: Callable[..., Reader] = getattr(import_module(entry.module), entry.class_name)
    return factory() if entry.argument is None else factory(argument)
