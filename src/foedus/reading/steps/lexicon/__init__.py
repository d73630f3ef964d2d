"""The bundled lexicon of actors: armed groups, states, forces, blocs, outlets, by the names reports use.

Groups come from UCDP Actor 22.1, the Phoenix list of militant groups and our own compilation (`groups.tsv`, built by
tools/build_lexicon.py, source named per entry); states, forces, blocs and media are our own. It helps to recognise and to
name; an actor that is not in it is still found.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from foedus.errors import NotFound
from foedus.reading.steps.lexicon.load import Entry, load_entries
from foedus.reading.steps.lexicon.normal import fold, key, key_of

__all__ = ["Entry", "Form", "Lexicon", "Role", "fold", "key", "key_of", "lexicon"]


class Role(StrEnum):
    """How a form means its entry."""

    NAME = "name"  # Pakistan, IMU
    ADJECTIVE = "adjective"  # Pakistani
    PEOPLE = "people"  # Pakistanis
    SEAT = "seat"  # Islamabad


@dataclass(frozen=True, slots=True)
class Form:
    """A name under which an entry may appear. `capitals` where only the all-capital spelling means it ("IS", not "is")."""

    text: str
    entry: Entry
    role: Role
    capitals: bool


class Lexicon:
    """Look-ups by normalised name. All forms of a name are given, since several groups may bear it."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries: dict[str, Entry] = {}
        self._forms: dict[tuple[str, ...], list[Form]] = {}
        self._longest: dict[str, int] = {}
        for entry in entries:
            self._entries[entry.key] = entry
            for role, texts in _texts(entry):
                for text in texts:
                    self._add(Form(text, entry, role, _is_acronym(text)))

    def _add(self, form: Form) -> None:
        compared = key(form.text)
        if not compared:
            return
        forms = self._forms.setdefault(compared, [])
        if all((f.entry.key, f.role, f.capitals) != (form.entry.key, form.role, form.capitals) for f in forms):
            forms.append(form)
            self._longest[compared[0]] = max(len(compared), self._longest.get(compared[0], 0))

    def entry(self, key: str) -> Entry:
        """The entry of that key; raises NotFound."""
        try:
            return self._entries[key]
        except KeyError:
            raise NotFound(f"no lexicon entry {key!r}; look names up with lexicon().named(NAME)") from None

    @property
    def entries(self) -> Mapping[str, Entry]:
        """All entries by key."""
        return self._entries

    def longest(self, first: str) -> int:
        """How many compared words the longest name has that begins with this one; 0 if none does."""
        return self._longest.get(first, 0)

    def forms(self, compared: tuple[str, ...]) -> tuple[Form, ...]:
        """The forms of a name already brought into compared shape (`key`)."""
        return tuple(self._forms.get(compared, ()))

    def named(self, name: str, countries: Iterable[str] = ()) -> tuple[Entry, ...]:
        """The entries that bear the name, those active in `countries` (ISO alpha-2) first where any is named.

        More than one means that the name alone does not settle it ("ADF", "National Liberation Army").
        """
        near = set(countries)
        found = {form.entry.key: form.entry for form in self.forms(key(name)) if _spelling_fits(form, name)}
        fitting = [entry for entry in found.values() if near & set(entry.countries)]
        return tuple(fitting or found.values())

    def settled(self, name: str, countries: Iterable[str] = ()) -> Entry | None:
        """The one entry that bears the name, by itself or in these countries; None where none or several do."""
        found = self.named(name, countries)
        return found[0] if len(found) == 1 else None


def _texts(entry: Entry) -> tuple[tuple[Role, tuple[str, ...]], ...]:
    return (
        (Role.NAME, (entry.name, *entry.aliases)),
        (Role.ADJECTIVE, entry.adjectives),
        (Role.PEOPLE, entry.people),
        (Role.SEAT, entry.seats),
    )


def _is_acronym(text: str) -> bool:
    return text.isupper() and len(text.split()) == 1


def _spelling_fits(form: Form, name: str) -> bool:
    return not form.capitals or name.isupper() or not key(name)[0].isascii()


@cache
def lexicon() -> Lexicon:
    """The bundled lexicon, loaded once."""
    return Lexicon(load_entries())
