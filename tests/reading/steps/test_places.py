"""Places: what is found in running text, what the names mean, and which country a name stands for."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedus.model.place import Place, PlacePrecision
from foedus.reading.steps.places import Toponym, country_of, find, resolve
from foedus.reading.steps.sentences import split


def found(text: str) -> list[str]:
    return [place.place.name for place in find(text, split(text))]


def place_of(name: str, text: str) -> Place:
    start = text.index(name)
    return resolve([Toponym(name, start, start + len(name))], text)[0]


# One place, several spellings: (spelling, key or name of the entry, country).
SPELLINGS = [
    ("Kirkuk", "Kirkuk", "IQ"), ("Karkuk", "Kirkuk", "IQ"),
    ("Sanaa", "Sanaa", "YE"), ("Sana'a", "Sanaa", "YE"), ("Sana’a", "Sanaa", "YE"),
    ("Mosul", "Mosul", "IQ"), ("al-Mawsil", "Mosul", "IQ"),
    ("Deir ez-Zor", "Deir ez-Zor", "SY"), ("Deir al-Zour", "Deir ez-Zor", "SY"), ("Deir Ezzor", "Deir ez-Zor", "SY"),
    ("Kyiv", "Kyiv", "UA"), ("Kiev", "Kyiv", "UA"),
    ("Rangoon", "Yangon", "MM"), ("Yangon", "Yangon", "MM"),
    ("Leopoldville", "Kinshasa", "CD"), ("Léopoldville", "Kinshasa", "CD"),
    ("Saigon", "Ho Chi Minh City", "VN"), ("Ho Chi Minh City", "Ho Chi Minh City", "VN"),
    ("Miramshah", "Miran Shah", "PK"), ("NWFP", "Khyber Pakhtunkhwa", "PK"),
    ("Arakan", "Rakhine", "MM"), ("Artsakh", "Nagorno-Karabakh", "AZ"), ("Shingal", "Sinjar", "IQ"),
    ("El Fasher", "Al-Fashir", "SD"), ("the Donbass", "Donbas", "UA"),
]

# What is named beside or elsewhere decides: (name, text, country, rough latitude and longitude).
CONTEXTS = [
    ("Wana", "He was killed near Wana, South Waziristan.", "PK", (32.3, 69.6)),
    ("Paris", "He was arrested in Paris, Texas, on Friday.", "US", (33.7, -95.6)),
    ("Paris", "Talks were held in Paris.", "FR", (48.9, 2.4)),
    ("Dublin", "The sheriff of Dublin, Ga., spoke.", "US", (32.5, -82.9)),
    ("Tripoli", "Clashes in Tripoli spread from Beirut and the Bekaa Valley across Lebanon.", "LB", (34.4, 35.8)),
    ("Tripoli", "Militias from Misrata and Zintan fought over Tripoli, the Libyan capital.", "LY", (32.9, 13.2)),
    ("Punjab", "Groups based in Punjab moved on to Peshawar and Quetta in Pakistan.", "PK", (31.0, 72.5)),
    ("Punjab", "Militants in Punjab and Amritsar were hunted by India.", "IN", (30.9, 75.4)),
    ("Hyderabad", "From Karachi and Sukkur to Hyderabad, Sindh was quiet, Pakistan said.", "PK", (25.4, 68.4)),
    ("Kidal", "Mali's northern Kidal region saw fighting.", "ML", (19.0, 1.0)),
]


@pytest.mark.parametrize(("spelling", "name", "country"), SPELLINGS)
def test_every_spelling_leads_to_the_same_place(spelling: str, name: str, country: str) -> None:
    location = place_of(spelling, f"Fighting was reported in {spelling}.").location
    assert location is not None
    assert (location.name, location.country) == (name, country)


@pytest.mark.parametrize(("name", "text", "country", "near"), CONTEXTS)
def test_the_context_decides_between_places_of_one_name(
    name: str, text: str, country: str, near: tuple[float, float]
) -> None:
    location = next((mark.place.location for mark in find(text, split(text)) if name in mark.place.name), None)
    assert location is not None
    assert location.country == country
    assert abs(location.latitude - near[0]) < 1.5
    assert abs(location.longitude - near[1]) < 1.5


def test_the_other_bearers_of_the_name_are_kept_best_first_and_without_the_chosen_one() -> None:
    place = place_of("Paris", "He was arrested in Paris, Texas.")
    assert place.location is not None
    assert 1 <= len(place.candidates) <= 5
    assert place.location not in place.candidates
    assert place.candidates[0].country in ("FR", "US")


@pytest.mark.parametrize(("name", "base", "precision"), [
    ("northern Afghanistan", "Afghanistan", PlacePrecision.AREA),
    ("eastern DRC", "Democratic Republic of the Congo", PlacePrecision.AREA),
    ("the Lake Chad region", "Lake Chad basin", PlacePrecision.REGION),
    ("western Sahel", "Sahel", PlacePrecision.REGION),
    ("Helmand Province", "Helmand", PlacePrecision.PROVINCE),
    ("Afghanistan", "Afghanistan", PlacePrecision.COUNTRY),
    ("Tora Bora", "Tora Bora", PlacePrecision.AREA),
    ("South Waziristan", "South Waziristan", PlacePrecision.DISTRICT),
    ("Peshawar", "Peshawar", PlacePrecision.POINT),
])
def test_a_qualified_name_leads_to_its_base_with_a_wider_precision(name: str, base: str, precision: PlacePrecision) -> None:
    location = place_of(name, f"They withdrew to {name}.").location
    assert location is not None
    assert (location.name, location.precision) == (base, precision)


def test_a_province_is_meant_where_the_text_says_so_and_its_town_otherwise() -> None:
    province = place_of("Kirkuk", "They left Kirkuk province.").location
    town = place_of("Kirkuk", "They left Kirkuk.").location
    assert province is not None
    assert town is not None
    assert (province.precision, town.precision) == (PlacePrecision.PROVINCE, PlacePrecision.POINT)


def test_a_name_in_no_list_stays_unresolved() -> None:
    assert place_of("Zzyqqatown", "They met in Zzyqqatown.") == Place("Zzyqqatown")


def test_an_acronym_is_not_taken_for_a_small_town() -> None:
    assert place_of("EU", "The EU protested.").location is None


# (text, the place names in it)
RUNNING_TEXT = [
    ("Militants crossed from South Waziristan into Afghanistan.", ["South Waziristan", "Afghanistan"]),
    ("The Washington Post reported from Kabul.", ["Kabul"]),
    ("He fled to northern Mali and on to Niger.", ["northern Mali", "Niger"]),
    ("An attack in Helmand Province killed five.", ["Helmand Province"]),
    ("The Islamic Movement of Uzbekistan split.", []),
    ("The Bank of China closed.", []),
    ("President Houston spoke to Paris Hilton and to Jack London.", []),
    ("Ansar al-Asir issued a video.", []),
    ("In March the Taliban met in Doha.", ["Doha"]),
    ("U.S. forces left; he was tried in the U.S. and jailed.", ["U.S."]),
    ("Pakistan’s tribal areas stayed calm.", ["Pakistan’s tribal areas"]),
    ("The convoy left Deir ez-Zor for al-Bab.", ["Deir ez-Zor", "al-Bab"]),
    ("The Pakistan army shelled the village of Qorban Kalay.", ["Qorban Kalay"]),
    ("Fighting reached Chad. Troops deployed in Chad.", ["Chad", "Chad"]),
    ("Maulvi Peshawari praised Nazir; the Battle of Mosul ended.", ["Mosul"]),
    ("Prisoners escaped in Bannu and in Abu Ghraib.", ["Bannu", "Abu Ghraib"]),
    ("Bosnia and Herzegovina and Trinidad and Tobago signed.", ["Bosnia and Herzegovina", "Trinidad and Tobago"]),
]


@pytest.mark.parametrize(("text", "names"), RUNNING_TEXT)
def test_names_are_found_in_running_text(text: str, names: list[str]) -> None:
    assert found(text) == names


def test_a_small_place_counts_only_in_a_country_the_text_speaks_of() -> None:
    named = "In Pakistan, the raid hit Wana. Locals in Wana fled."
    located = {place.place.name: place.place.location for place in find(named, split(named))}
    assert located["Wana"] is not None
    unnamed = "Locals in Wana fled Sweden."
    located = {place.place.name: place.place.location for place in find(unnamed, split(unnamed))}
    assert located["Wana"] is None


def test_a_surname_is_not_read_as_the_town_that_bears_it() -> None:
    text = "Germain Katanga was tried. Katanga denied it. The judges of the Congolese court heard Katanga."
    assert "Katanga" not in found(text)


@pytest.mark.parametrize(("name", "code"), [
    ("Pakistan", "PK"), ("Pakistani", "PK"), ("Afghans", "AF"), ("Islamabad", "PK"), ("the U.S.", "US"), ("USA", "US"),
    ("Zaire", "CD"), ("Burma", "MM"), ("Cote d'Ivoire", "CI"), ("Côte d’Ivoire", "CI"), ("Kosovar", "XK"), ("French", "FR"),
    ("Kiev", "UA"), ("Congo", "CD"), ("Türkiye", "TR"), ("Nigerien", "NE"), ("Nigerian", "NG"),
    ("Wana", None), ("", None), ("Taliban", None),
])
def test_the_country_of_a_name_demonym_or_capital(name: str, code: str | None) -> None:
    assert country_of(name) == code


def test_toponyms_are_resolved_in_the_order_given_each_to_its_own_place() -> None:
    text = "Kabul, Kandahar and Zzyqqa"
    names = ["Zzyqqa", "Kandahar", "Kabul"]
    places = resolve([Toponym(name, text.index(name), text.index(name) + len(name)) for name in names], text)
    assert [place.name for place in places] == names
    assert [place.location is None for place in places] == [True, False, False]


_PIECES = st.sampled_from([
    "Kabul", "South Waziristan", "Paris", ", Texas", " in ", " the ", "U.S.", "al-", "Deir ez-Zor", "’s ", "\n", "\n\n", " (",
    ")", ". ", "Chad", " province", "northern ", "of ", "Washington Post", "İstanbul", "ß", "Sana'a", "'", "-", "Mr. ", "Khan",
    "WANA",
    "e\u0301",
])


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.text(max_size=200), st.lists(_PIECES, max_size=25).map("".join)))
def test_whatever_the_text_found_names_are_slices_of_it_in_order_and_the_same_every_time(text: str) -> None:
    sentences = split(text)
    places = find(text, sentences)
    assert all(text[place.start : place.end] == place.place.name != "" for place in places)
    assert all(before.end <= after.start for before, after in pairwise(places))
    assert all(place.place.location not in place.place.candidates for place in places)
    assert find(text, sentences) == places
