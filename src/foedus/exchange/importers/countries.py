"""Country codes: what datasets write for a country, as ISO 3166 alpha-2."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from foedus.exchange.importers.dataset import data
from foedus.reading.steps.gazetteer.entries import country_of

_SYSTEMS = ("alpha2", "alpha3", "numeric", "fips")
_OLD_NAME = re.compile(r"\s*\([^)]*\)\s*$")  # "DR Congo (Zaire)"


@cache
def country_named(name: str) -> str | None:
    """The country of a name, also as UCDP, GTD and others write it; None for none or what is no country."""
    own: Mapping[str, str | None] = _names()
    if name in own:
        return own[name]
    bare = _OLD_NAME.sub("", name)
    return own[bare] if bare in own else country_of(bare) if bare else None


def country_coded(code: str, system: str) -> str | None:
    """The country of a code in "alpha2", "alpha3", "numeric" (ISO 3166) or "fips" (FIPS 10-4); None where there is none."""
    compared = code.strip().upper()
    return _codes(system).get(compared.lstrip("0") if system == "numeric" else compared)


@cache
def _names() -> dict[str, str | None]:
    return dict(data("country_names"))


@cache
def _codes(system: str) -> dict[str, str]:
    text = files("foedus.exchange.importers").joinpath("data", "countries.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    column = _SYSTEMS.index(system)
    return {row[column]: row[0] for row in rows[1:] if row[column]}
