"""Who the actors of a dataset are: their kinds, which names mean nobody known, and their entries in the lexicon."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from foedus.reading.steps.lexicon import Entry, lexicon

_GOVERNMENT = "Government of "
_REMEMBERED = 50_000  # names; a dataset repeats the same ones, but a file of any size must not fill the memory


@dataclass(frozen=True, slots=True)
class Naming:
    """How a dataset names actors. `unknown` are patterns of names that mean nobody known, `kinds` patterns with the kind of
    actor they show, `default` the kind of all others, `joined` what stands between the names of several in one cell."""

    unknown: re.Pattern[str] | None = None
    kinds: tuple[tuple[re.Pattern[str], str], ...] = ()
    default: str = "group"
    joined: str | None = None
    _named: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _settled: dict[tuple[str, str | None, str | None], tuple[str, str | None]] = field(default_factory=dict)

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> Naming:
        """The naming that a dataset's file describes."""
        unknown = told.get("unknown", ())
        return cls(
            re.compile("|".join(f"(?:{one})" for one in unknown), re.IGNORECASE) if unknown else None,
            tuple((re.compile(pattern, re.IGNORECASE), kind) for pattern, kind in told.get("kinds", ())),
            told.get("default", "group"),
            told.get("joined"),
        )

    def names(self, cell: str) -> tuple[str, ...]:
        """The actors that a cell names, each once; none where it names nobody known."""
        if cell not in self._named:
            if len(self._named) >= _REMEMBERED:
                self._named.clear()
            self._named[cell] = self._names(cell)
        return self._named[cell]

    def _names(self, cell: str) -> tuple[str, ...]:
        parts: Sequence[str] = (cell,)
        if self.joined and self.joined.strip() in cell:
            parts = self._parted(cell)
        names = (part.strip() for part in parts)
        return tuple(dict.fromkeys(name for name in names if name and not (self.unknown and self.unknown.search(name))))

    def _parted(self, cell: str) -> Sequence[str]:
        """The cell cut between names; a comma in a country's name ("Government of Macedonia, FYR") cuts nothing."""
        joined = re.escape((self.joined or "").strip())
        if cell.startswith(_GOVERNMENT):
            return re.split(rf"{joined}\s*(?={_GOVERNMENT})", cell)
        return re.split(rf"{joined}\s*", cell)

    def settled(self, name: str, kind: str | None = None, entry: str | None = None) -> tuple[str, str | None]:
        """The kind of an actor and the key of its entry in the lexicon, if one is sure.

        `kind` is what the dataset says of it, `entry` the key that its own id has there if the lexicon knows it.
        """
        asked = (name, kind, entry)
        if asked not in self._settled:
            if len(self._settled) >= _REMEMBERED:
                self._settled.clear()
            self._settled[asked] = self._settle(name, kind, entry)
        return self._settled[asked]

    def _settle(self, name: str, kind: str | None, entry: str | None) -> tuple[str, str | None]:
        shown = kind or next((one for pattern, one in self.kinds if pattern.search(name)), None)
        found = lexicon().entries.get(entry) if entry else None
        found = found or _entry(name)
        if found is None or (shown is not None and found.kind != shown):
            return shown or self.default, None
        return found.kind, found.key


def _entry(name: str) -> Entry | None:
    """The entry of the lexicon that surely bears the name; a government is its state."""
    return lexicon().settled(name.removeprefix(_GOVERNMENT))
