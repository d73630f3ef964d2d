"""Countries as datasets write them, by name or code, and as ISO 3166 alpha-2."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from foedus.exchange.datafiles import knowledge, rows
from foedus.reading.steps.gazetteer.entries import country_of

_OLD_NAME = re.compile(r"\s*\([^)]*\)\s*$")  # "DR Congo (Zaire)"


@dataclass(frozen=True, slots=True)
class Country:
    """A country in the codes of datasets: ISO 3166 alpha-2, alpha-3 and `numeric` (None for Kosovo, which has none), FIPS 10-4.

    `gw` is its number in the list of Gleditsch and Ward (1999), None if not known here.
    """

    alpha2: str
    alpha3: str
    numeric: int | None
    fips: str
    name: str
    gw: int | None


@cache
def countries() -> Mapping[str, Country]:
    """Countries by ISO 3166 alpha-2."""
    return {
        alpha2: Country(alpha2, alpha3, int(numeric) if numeric else None, fips, name, int(gw) if gw else None)
        for alpha2, alpha3, numeric, fips, name, gw in rows("countries")
    }


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
    return knowledge("country_names")


@cache
def _codes(system: str) -> dict[str, str]:
    return {str(code): one.alpha2 for one in countries().values() if (code := getattr(one, system))}
