"""UCDP Actor: names, other names, renamings, splinters and mergers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from pathlib import Path

from foedus.exchange.importers.coding import Coding
from foedus.exchange.importers.dataset import NOTHING_KNOWN, Dataset, dataset, readings
from foedus.exchange.importers.rows import Row, number, open_table
from foedus.model.reading import Reading


def import_ucdp_actor(file: Path, known: Container[str] = NOTHING_KNOWN) -> Iterator[Reading]:
    """The actors of a UCDP Actor file with their other names; a claim for each splinter, merger and renaming.

    None is dated, as the dataset gives no dates. Of several actors with one name each is called by its full English name too.
    The names are read once beforehand. Raises NotFound or BadInput as `open_table` does.
    """
    told = dataset("ucdp_actor")
    names = _names(open_table(file, told.layout).rows)
    return readings(file, told, lambda row, coding: _code(told, names, row, coding), known)


def _names(rows: Iterator[Row]) -> Mapping[str, str]:
    """What each actor is called, by its id."""
    told = [(number(row["actorid"]), row["namedata"], row["nameorigfulleng"]) for row in rows if row["namedata"]]
    times = Counter(name for _, name, _ in told)
    full = Counter((name, other) for _, name, other in told)
    names: dict[str, str] = {}
    for own, name, other in told:
        if times[name] == 1:
            names[own] = name
        else:
            names[own] = f"{name} ({other if other != name and full[name, other] == 1 else own})"
    return names


def _code(told: Dataset, names: Mapping[str, str], row: Row, coding: Coding) -> None:
    own = number(row["actorid"])
    name = names.get(own)
    if name is None:
        coding.refused("NameData", row["namedata"])
        return
    kind = told.codes["org"].get(number(row["org"]))
    if row["org"] and kind is None:
        coding.gap(f"org {row['org']!r} is no code that is known; known are {', '.join(told.codes['org'])}")
    renamed = _renamed(told, row, coding)
    old = [row[column] for column in told.codes["aliases"] if row[column] not in told.codes["nothing"]]
    aliases = [alias for alias in dict.fromkeys((row["namedata"], *old, *renamed)) if alias and alias != name]
    coding.figure(name, kind, aliases, None if kind == "state" else f"ucdp:{own}")
    if number(row["namechange"]) == "1":
        coding.event("organisation", "NameChange", initiators=(name,))
    for flag, column, ids, relation in told.codes["ties"]:
        if number(row[flag]) == "1":
            _tie(names, name, (row[column], row[ids]), relation, coding)


def _renamed(told: Dataset, row: Row, coding: Coding) -> list[str]:
    cells = (row[column] for column in told.codes["renamed"] if row[column] not in told.codes["nothing"])
    return [part for cell in cells for part in coding.naming.names(cell)]


def _tie(names: Mapping[str, str], name: str, to: tuple[str, str], relation: str, coding: Coding) -> None:
    cell, numbers = to
    ids = [one.strip() for one in numbers.split(",") if one.strip()]
    others: Sequence[str | None] = [names.get(number(one)) for one in ids]
    if not others or None in others:
        others = _as_written(cell, len(ids), coding)
    if not others:
        coding.gap(f"{relation} is told, but not with whom")
    for one, other in zip([*ids, *[""] * len(others)], others, strict=False):
        if other is not None:
            coding.figure(other, entry=f"ucdp:{one}" if one and not other.startswith("Government of ") else None)
            coding.relation(relation, name, other)


def _as_written(cell: str, count: int, coding: Coding) -> Sequence[str | None]:
    """The names in the cell: cut only where that gives as many as there are numbers."""
    parted = coding.naming.names(cell)
    return parted if count != 1 or not cell else (cell,)
