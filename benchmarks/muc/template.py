"""A MUC-4 template: one incident and the strings that fill its roles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

ROLES = ("PerpInd", "PerpOrg", "Target", "Victim", "Weapon")

Filler = tuple[str, ...]   # the strings of the text that name one entity


@dataclass(frozen=True)
class Template:
    """An incident of a type such as "bombing" and, by role, its fillers; a role without fillers may be left out."""

    incident: str
    fillers: Mapping[str, tuple[Filler, ...]] = field(default_factory=dict)

    def of(self, role: str) -> tuple[Filler, ...]:
        """The fillers of a role."""
        return self.fillers.get(role, ())


@dataclass(frozen=True)
class Report:
    """A text of the corpus with its key, the templates that people filled in for it; none where it tells no incident."""

    name: str
    text: str
    key: tuple[Template, ...]
