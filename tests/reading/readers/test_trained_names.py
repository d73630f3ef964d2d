"""Which actors of a text are one, by their names alone."""

from __future__ import annotations

import pytest

from foedus.reading.readers.trained.names import (
    are_kin,
    has_noun,
    is_only_a_noun,
    normal,
    of_troops,
    same_person,
    shares_a_name,
    surely_same,
    troops_of,
)


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


@pytest.mark.parametrize(
    ("forms", "name"),
    [
        (["Nigerian soldiers", "Nigerian army"], "Nigerian army"), (["Red Guard", "soldiers"], "Red Guard"),
        (["Nigerian troops", "Chadian army"], "Nigerian troops"), (["the soldiers"], "the soldiers"),
    ],
)
def test_a_force_goes_by_the_name_of_the_body_before_that_of_its_people(forms: list[str], name: str) -> None:
    assert of_troops(forms) == name


def test_names_are_compared_without_accents_articles_and_possessives() -> None:
    assert normal("The Séléka’s") == normal("Seleka") == "seleka"


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ({"ramiro tejada"}, {"col ramiro tejada"}),
        ({"j garang"}, {"john garang"}),
        ({"john garang"}, {"john mabior garang"}),
        ({"u s foreign minister sergei lavrov"}, {"sergei lavrov"}),
        ({"daud", "omar daud"}, {"omar daud"}),
    ],
)
def test_full_names_of_like_ends_are_one_person(left: set[str], right: set[str]) -> None:
    assert same_person(left, right)
    assert not are_kin(left, right)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ({"hakimullah mehsud", "mehsud"}, {"baitullah mehsud", "mehsud"}),
        ({"abu bakr al baghdadi"}, {"abu omar al baghdadi"}),
        ({"paul o neill"}, {"president martin o neill"}),
    ],
)
def test_two_of_one_family_are_not_one_person(left: set[str], right: set[str]) -> None:
    assert are_kin(left, right)
    assert not same_person(left, right)
    assert not shares_a_name(left, right)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ({"foreign minister lavrov"}, {"sergei lavrov"}),
        ({"tarkhan batirashvili"}, {"omar al shishani"}),   # an alias may be another name altogether
        ({"omar daud"}, {"daud"}),
        ({"general omar"}, {"general daud"}),
    ],
)
def test_names_that_do_not_tell_are_neither_one_nor_kin(left: set[str], right: set[str]) -> None:
    assert not same_person(left, right)
    assert not are_kin(left, right)


@pytest.mark.parametrize(
    ("left", "right", "shared"),
    [
        ({"abane"}, {"abane ramdane"}, True),
        ({"daud"}, {"daud"}, True),
        ({"president mehsud"}, {"hakimullah mehsud"}, True),
        ({"ben bella"}, {"ahmed ben bella"}, True),
        ({"garcia meza"}, {"luis garcia meza"}, True),
        ({"krekar"}, {"mullah krekar"}, True),
        ({"mehsud", "baitullah mehsud"}, {"hakimullah mehsud"}, False),
        ({"ali"}, {"ali soufan"}, False),                   # too short to tell a person by
        ({"hamid"}, {"karim hamid yusuf"}, False),
        ({"general"}, {""}, False),
    ],
)
def test_a_part_of_a_name_may_mean_who_bears_it(left: set[str], right: set[str], shared: bool) -> None:
    assert shares_a_name(left, right) is shared
    assert shares_a_name(right, left) is shared


@pytest.mark.parametrize(
    ("noun", "names", "has"),
    [
        ({"front"}, {"eritrean liberation front", "elf"}, True),
        ({"front"}, {"front of the sons of the estuary"}, True),
        ({"front"}, {"front"}, False),
        ({"front"}, {"red army"}, False),
    ],
)
def test_a_noun_for_a_body_may_stand_in_a_longer_name(noun: set[str], names: set[str], has: bool) -> None:
    assert is_only_a_noun(noun)
    assert has_noun(noun, names) is has


@pytest.mark.parametrize("names", [{"taliban"}, {"front", "elf"}])
def test_a_name_of_its_own_is_no_noun_for_a_body(names: set[str]) -> None:
    assert not is_only_a_noun(names)


@pytest.mark.parametrize(
    ("name", "owners"),
    [
        ("nigerian soldiers", {"nigerian"}), ("three nigerian soldiers", {"nigerian"}), ("government troops", {"government"}),
        ("soldiers", set()), ("his forces", set()), ("12 soldiers", set()), ("other troops", set()), ("armed forces", set()),
        ("nigerian police", set()),
    ],
)
def test_troops_are_told_by_their_owner(name: str, owners: set[str]) -> None:
    assert troops_of([name]) == owners
