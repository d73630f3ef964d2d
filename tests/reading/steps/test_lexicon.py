"""The bundled lexicon: what a name may mean, by itself and in a country."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from foedus.errors import NotFound
from foedus.model.vocabulary import vocabulary
from foedus.reading.steps import lexicon as package
from foedus.reading.steps.lexicon import Role, key, lexicon

ROOT = Path(__file__).resolve().parents[3]
FOLDER = Path(package.__file__).parent

# Each row: spellings that must mean one and the same entry, the first being its name.
SAME = [
    ["Islamic Movement of Uzbekistan", "IMU", "the Islamic Movement of Uzbekistan"],
    ["Tehrik-e-Taliban Pakistan", "TTP", "Pakistani Taliban", "Tehreek-e-Taliban Pakistan", "Tehrik-i-Taliban Pakistan"],
    ["Taliban", "Taleban", "Afghan Taliban"],
    ["al-Qaeda", "al-Qaida", "Al Qaeda", "al-Qa'ida", "al-Qa’ida"],
    ["Hezbollah", "Hizballah", "Hizbullah", "Lebanese Hezbollah"],
    ["Boko Haram", "Jama'atu Ahlis Sunna Lidda'awati wal-Jihad"],
    ["Mahdi Army", "Jaysh al-Mahdi", "Jaish al-Mahdi", "Mehdi Army"],
    ["Jabhat al-Nusra", "al-Nusra Front", "Nusra Front", "Jabhat al-Nusrah"],
    ["Kurdistan Workers' Party", "Kurdistan Workers’ Party", "PKK"],
    ["Lord's Resistance Army", "LRA"],
    ["Túpac Amaru Revolutionary Movement", "Tupac Amaru Revolutionary Movement", "MRTA"],
    ["Inter-Services Intelligence", "ISI"],
    ["NATO", "North Atlantic Treaty Organization"],
    ["Soviet Union", "USSR", "U.S.S.R."],
]


@pytest.mark.parametrize("spellings", SAME, ids=lambda row: row[0])
def test_spellings_of_one_name_mean_one_entry(spellings: list[str]) -> None:
    found = [lexicon().settled(spelling) for spelling in spellings]
    assert {entry.name for entry in found if entry} == {spellings[0]}
    assert all(found)


@pytest.mark.parametrize(
    ("name", "country", "meant"),
    [
        ("ADF", "CD", "Allied Democratic Forces"),
        ("ADF", "CM", "Ambazonia Defence Forces"),
        ("BRA", "PG", "Bougainville Revolutionary Army"),
        ("BRA", "PK", "Baloch Republican Army"),
        ("Northern Alliance", "MM", "Northern Alliance (Myanmar)"),
        ("al-Shabaab", "SO", "al-Shabaab"),
        ("al-Shabab", "MZ", "Ansar al-Sunna (Mozambique)"),
        ("SLA", "LB", "South Lebanon Army"),
    ],
)
def test_a_name_of_several_groups_is_settled_by_the_country_alone(name: str, country: str, meant: str) -> None:
    assert lexicon().settled(name) is None
    assert len(lexicon().named(name)) > 1
    settled = lexicon().settled(name, [country])
    assert settled is not None
    assert settled.name == meant


@pytest.mark.parametrize(
    ("text", "role", "state"),
    [
        ("Pakistani", Role.ADJECTIVE, "Pakistan"),
        ("Turkish", Role.ADJECTIVE, "Turkey"),
        ("Islamabad", Role.SEAT, "Pakistan"),
        ("Saudis", Role.PEOPLE, "Saudi Arabia"),
        ("Zaire", Role.NAME, "Zaire"),
        ("Transnistria", Role.NAME, "Transnistria"),
    ],
)
def test_states_are_known_by_name_adjective_people_and_seat(text: str, role: Role, state: str) -> None:
    assert (role, state) in {(form.role, form.entry.name) for form in lexicon().forms(key(text))}


def test_an_acronym_that_is_also_a_word_is_none_in_small_letters() -> None:
    assert lexicon().named("IS")
    assert not [entry for entry in lexicon().named("is") if entry.kind == "group"]


def test_an_unknown_key_is_refused_with_the_next_step() -> None:
    with pytest.raises(NotFound, match=r"no lexicon entry 'ucdp:0'; look names up with lexicon\(\)\.named\(NAME\)"):
        lexicon().entry("ucdp:0")


def test_every_entry_has_a_kind_of_the_vocabulary_a_source_and_a_key_that_finds_it() -> None:
    for entry in lexicon().entries.values():
        assert entry.kind in vocabulary().kinds
        assert entry.source
        assert lexicon().entry(entry.key) is entry
        assert all(len(code) == 2 and code.isupper() for code in entry.countries), entry


def test_every_owner_of_a_force_or_an_outlet_is_in_the_lexicon() -> None:
    for entry in lexicon().entries.values():
        if entry.kind == "force" and entry.of:
            assert lexicon().entry(entry.of).kind == "state"
        if entry.kind == "media" and entry.of:
            assert lexicon().named(entry.of), entry


def test_the_built_list_holds_every_group_of_our_own() -> None:
    rows = yaml.safe_load((FOLDER / "own.yml").read_text(encoding="utf-8"))
    assert len(rows) > 500
    missing = [row["name"] for row in rows if row["name"] not in {entry.name for entry in lexicon().named(row["name"])}]
    assert missing == []


@pytest.mark.shared
def test_the_built_list_is_what_its_sources_give(shared: Path) -> None:
    script = ROOT / "tools" / "build_lexicon.py"
    done = subprocess.run(
        [sys.executable, str(script), str(shared / "data"), "--check"], check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr or "groups.tsv is stale: run tools/build_lexicon.py"


@given(st.text(max_size=60))
def test_any_text_can_be_looked_up(name: str) -> None:
    assert key(name) == key(name)
    assert {entry.key for entry in lexicon().named(name)} <= set(lexicon().entries)
