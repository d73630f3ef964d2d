"""Which actors of a text are one, by their names alone."""

from __future__ import annotations

import pytest

from foedus.reading.readers.trained.names import are_kin, is_short_for, normal, same_person, shares_a_name, surely_same


@pytest.mark.parametrize(
    ("left", "right", "person", "same"),
    [
        ("red dawn front", "rdf", False, True),
        ("rdf", "red dawn front", False, True),
        ("omar daud", "daud", True, True),
        ("red dawn front", "front", False, False),
        ("omar daud", "omar", True, False),
        ("blue ridge army", "rdf", False, False),
    ],
)
def test_names_show_who_is_the_same(left: str, right: str, person: bool, same: bool) -> None:
    assert surely_same({left}, {right}, person) is same


def test_names_are_compared_without_accents_articles_and_possessives() -> None:
    assert normal("The Séléka’s") == normal("Seleka") == "seleka"


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ({"ramiro tejada"}, {"col ramiro tejada"}),
        ({"ben bella"}, {"ahmed ben bella"}),
        ({"sheikh uthman abd al aziz"}, {"uthman abd"}),
        ({"krekar"}, {"mullah krekar"}),
        ({"daud", "omar daud"}, {"omar daud"}),
    ],
)
def test_full_names_that_hold_each_other_are_one_person(left: set[str], right: set[str]) -> None:
    assert same_person(left, right)
    assert same_person(right, left)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ({"hakimullah mehsud", "mehsud"}, {"baitullah mehsud", "mehsud"}),   # a shared surname does not join two full names
        ({"omar daud"}, {"daud"}),
        ({"omar daud"}, {"omar"}),
        ({"general omar"}, {"general daud"}),
    ],
)
def test_other_names_do_not_make_one_person(left: set[str], right: set[str]) -> None:
    assert not same_person(left, right)
    assert not same_person(right, left)


@pytest.mark.parametrize(
    ("left", "right", "shared"),
    [
        ({"abane"}, {"abane ramdane"}, True),
        ({"president mehsud"}, {"hakimullah mehsud"}, True),
        ({"mehsud", "baitullah mehsud"}, {"hakimullah mehsud"}, False),
        ({"ali"}, {"ali soufan"}, False),                                     # too short to tell a person by
        ({"hamid"}, {"abd al hamid karim"}, False),
        ({"daud"}, {"daud"}, False),
    ],
)
def test_a_single_name_may_be_the_first_or_last_of_a_full_one(left: set[str], right: set[str], shared: bool) -> None:
    assert shares_a_name(left, right) is shared
    assert shares_a_name(right, left) is shared


@pytest.mark.parametrize(
    ("left", "right", "short"),
    [
        ({"front"}, {"eritrean liberation front", "elf"}, True),
        ({"front"}, {"front of the sons of the estuary"}, True),
        ({"front", "elf"}, {"eritrean liberation front"}, False),   # it is known by more than the noun
        ({"taliban"}, {"pakistani taliban"}, False),                # a name of its own
        ({"front"}, {"front"}, False),
    ],
)
def test_a_noun_for_a_body_may_be_short_for_a_longer_name(left: set[str], right: set[str], short: bool) -> None:
    assert is_short_for(left, right) is short
    assert is_short_for(right, left) is short


@pytest.mark.parametrize(
    ("left", "right", "kin"),
    [
        ({"akhmad kadyrov"}, {"ramzan kadyrov"}, True),
        ({"akhmad kadyrov", "kadyrov"}, {"president ramzan kadyrov"}, True),
        ({"president kadyrov"}, {"ramzan kadyrov"}, False),
        ({"president ramzan kadyrov"}, {"ramzan kadyrov"}, False),
        ({"tarkhan batirashvili"}, {"omar al shishani"}, False),   # an alias may be another name altogether
    ],
)
def test_two_of_one_family_are_not_one_person(left: set[str], right: set[str], kin: bool) -> None:
    assert are_kin(left, right) is kin
    assert are_kin(right, left) is kin
