"""Country codes and names as datasets write them."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from foedus.exchange.countries import Country, countries, country_coded, country_named


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Nigeria", "NG"),
        ("DR Congo (Zaire)", "CD"),
        ("Congo", "CG"),
        ("Russia (Soviet Union)", "RU"),
        ("Yemen (North Yemen)", "YE"),
        ("Bosnia-Herzegovina", "BA"),
        ("Macedonia, FYR", "MK"),
        ("Kingdom of eSwatini (Swaziland)", "SZ"),
        ("West Bank and Gaza Strip", "PS"),
        ("International", None),
        ("Nowhere", None),
        ("", None),
    ],
)
def test_names(name: str, code: str | None) -> None:
    assert country_named(name) == code


@pytest.mark.parametrize(
    ("code", "system", "found"),
    [
        ("566", "numeric", "NG"),
        ("004", "numeric", "AF"),
        ("NGA", "alpha3", "NG"),
        ("NI", "fips", "NG"),
        ("xx", "alpha2", None),
        ("", "fips", None),
    ],
)
def test_codes(code: str, system: str, found: str | None) -> None:
    assert country_coded(code, system) == found


@pytest.mark.shared
def test_every_country_of_the_events_at_hand_is_known(shared: Path) -> None:
    with (shared / "data/ucdp/ucdpged_sample1000_2023.csv").open(encoding="utf-8", newline="") as file:
        names = {row["country"] for row in csv.DictReader(file)}
    assert {name for name in names if country_named(name) is None} == set()


def test_every_country_has_one_row() -> None:
    found = countries()
    assert len(found) == len({one.alpha3 for one in found.values()}) == len({one.name for one in found.values()})
    assert found["NG"] == Country("NG", "NGA", 566, "NI", "Nigeria", 475)
    assert found["XK"].numeric is None
