"""Every error Foedus raises on purpose, sorted by whose fault it is.

    FoedusError
    ├── BadInput        the file, address, date or row handed in
    ├── BadVocabulary   a word that the codebook's vocabulary does not hold
    ├── ReadingFailed   our own reading broke down on a readable document
    ├── Refused         the request is understood and not allowed
    └── NotFound        the thing asked for is not there

Each message names the thing, the value, the choices where there are some, and the next step.
"""

from __future__ import annotations


class FoedusError(Exception):
    """The root: catch this to catch everything Foedus raises on purpose."""


class BadInput(FoedusError):
    """What was handed in cannot be used as it is."""


class BadVocabulary(FoedusError):
    """A type, kind, certainty or status is not in the vocabulary."""

    def __init__(self, thing: str, value: object, choices: list[str]) -> None:
        super().__init__(f"{thing} {value!r} is not in the vocabulary; choose one of {', '.join(choices)}")
        self.thing, self.value, self.choices = thing, value, choices


class ReadingFailed(FoedusError):
    """A reader or a step broke down; the document itself was readable."""


class Refused(FoedusError):
    """The request is understood and not allowed, for safety or to protect what is stored."""


class NotFound(FoedusError):
    """The actor, claim, document or file asked for is not there."""
