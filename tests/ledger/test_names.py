"""Names made comparable."""

from __future__ import annotations

import pytest
from hypothesis import given

from foedus.ledger.names import acronym, fold, forms
from tests.strategies import words


@pytest.mark.parametrize(("name", "folded"), [
    ("Tehrik-e Taliban Pakistan", "tehrik e taliban pakistan"),
    ("T.T.P.", "ttp"),
    ("the Pakistani Taliban", "pakistani taliban"),
    ("The  PAKISTANI\nTaliban", "pakistani taliban"),
    ("Jama‘at al-Aḥrār", "jamaat al ahrar"),
    ("Jama'at al-Ahrar", "jamaat al ahrar"),
    ("Özgür Çetesi", "ozgur cetesi"),
    ("حركة طالبان", "حركة طالبان"),
    ("Badri 313", "badri 313"),
    ("Theban Legion", "theban legion"),
    ("…", ""),
])
def test_a_name_is_folded(name: str, folded: str) -> None:
    assert fold(name) == folded


@given(name=words())
def test_folding_a_folded_name_changes_nothing_but_a_second_article(name: str) -> None:
    assert fold(fold(name)) == fold(name).removeprefix("the ")


@pytest.mark.parametrize(("name", "initials"), [
    ("Islamic Movement of Uzbekistan", "imu"),
    ("Tehrik-e Taliban Pakistan", "ttp"),
    ("Fuerzas Armadas Revolucionarias de Colombia", "farc"),
    ("Lord's Resistance Army", "lra"),
    ("Red Band", None),
    ("the red band of hills", None),
    ("حركة طالبان باكستان", None),
])
def test_a_name_of_three_capitalised_words_has_initials(name: str, initials: str | None) -> None:
    assert acronym(name) == initials


@pytest.mark.parametrize(("name", "told"), [
    ("Allied Democratic Forces (ADF)", ["Allied Democratic Forces (ADF)", "Allied Democratic Forces", "ADF"]),
    ("Harakat ul-Mujahidin (HuM)", ["Harakat ul-Mujahidin (HuM)", "Harakat ul-Mujahidin", "HuM"]),
    ("Taliban (Pakistan)", ["Taliban (Pakistan)", "Taliban"]),
    ("Ikurav (Tiv) militia", ["Ikurav (Tiv) militia", "Ikurav militia"]),
    ("(ADF)", ["(ADF)"]),
    ("Red Band", ["Red Band"]),
])
def test_a_name_with_brackets_is_also_what_stands_before_and_the_short_name_in_them(name: str, told: list[str]) -> None:
    assert list(forms(name)) == told
