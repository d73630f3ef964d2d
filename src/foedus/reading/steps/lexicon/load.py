"""Reads the lexicon's data files into entries."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import yaml

from foedus.reading.steps.lexicon.normal import fold

OWN = "own compilation"


@dataclass(frozen=True, slots=True)
class Entry:
    """An actor of the lexicon.

    `key` names it for good ("ucdp:303", "state:pakistan"); `kind` is one of the vocabulary's actor kinds; `countries` are ISO
    3166 alpha-2 codes where it is active; `of` the key of the state or the name of the group it belongs to, or None;
    `shared` marks a force whose name others bear too; `source` says where the facts come from.
    """

    key: str
    name: str
    kind: str
    aliases: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    source: str = OWN
    adjectives: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()
    of: str | None = None
    shared: bool = False
    historic: bool = False


def slug(name: str) -> str:
    """Lower case with hyphens, as keys are written."""
    return "-".join("".join(c if c.isalnum() else " " for c in fold(name)).split())


def load_entries() -> Iterator[Entry]:
    """Every entry, states first."""
    countries: dict[str, tuple[str, ...]] = {}
    for row in _yaml("states.yml"):
        entry = _state(row)
        countries[entry.name] = entry.countries
        yield entry
    for row in _yaml("forces.yml"):
        yield _force(row, countries)
    for kind, file in (("bloc", "blocs.yml"), ("media", "media.yml")):
        for row in _yaml(file):
            yield Entry(f"{kind}:{slug(row['name'])}", row["name"], kind, tuple(row.get("also", ())), of=row.get("of"))
    yield from _groups()


def _state(row: dict[str, Any]) -> Entry:
    adjectives = tuple(row.get("adj", ()))
    people = tuple(row.get("people", (f"{a}s" for a in adjectives if a[-1] != "s" and a.istitle())))
    return Entry(
        f"state:{slug(row['name'])}",
        row["name"],
        "state",
        tuple(row.get("also", ())),
        (row["iso"],) if row["iso"] else (),
        adjectives=adjectives,
        people=people,
        seats=tuple(row.get("seat", ())),
        historic=row.get("historic", False),
    )


def _force(row: dict[str, Any], countries: dict[str, tuple[str, ...]]) -> Entry:
    return Entry(
        f"force:{slug(row['name'])}",
        row["name"],
        "force",
        tuple(row.get("also", ())),
        countries[row["of"]],
        of=f"state:{slug(row['of'])}",
        shared=row.get("shared", False),
    )


def _groups() -> Iterator[Entry]:
    text = files(__package__).joinpath("groups.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            key, name, kind, aliases, countries, source = line.split("\t")
            yield Entry(key, name, kind, tuple(filter(None, aliases.split("|"))), tuple(countries.split()), source)


def _yaml(name: str) -> list[dict[str, Any]]:
    # libyaml's loader is seven times as fast where the wheel has it.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    rows: list[dict[str, Any]] = yaml.load(files(__package__).joinpath(name).read_text(encoding="utf-8"), loader)
    return rows
