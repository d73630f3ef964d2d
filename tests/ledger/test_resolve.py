"""Which actor a text names."""

from __future__ import annotations

import pytest

from foedus.errors import BadInput, NotFound
from foedus.ledger.intake import record
from foedus.ledger.resolve import resolve
from foedus.ledger.session import Ledger
from tests.ledger.made import actor, at, document, reading

NAMED = (
    ("Tehrik-e Taliban Pakistan", "group", ("the Taliban",), "ttp"),
    ("Islamic Jihad Union", "group", (), None),
    ("Haqqani Network", "group", ("Haqqanis",), None),
    ("Maulvi Nazir", "person", ("Nazir",), None),
    ("Qārī Ḥusayn", "person", (), None),
)


@pytest.fixture
def filled(ledger: Ledger) -> Ledger:
    of = document("A list of them. It is. So.")
    cast = tuple(actor(of, name, kind, *aliases, lexicon=key) for name, kind, aliases, key in NAMED)
    record(ledger, reading(of, actors=cast, claims=()), now=at(0), lexicon={"ttp": "Tehrik-i-Taliban Pakistan (TTP)"})
    other = document("The Taliban of Kabul. It is. So.", origin="b")
    record(ledger, reading(other, actors=(actor(other, "Taliban"), actor(other, "Nazir", "person")), claims=()), now=at(1))
    return ledger


def lexicon(text: str) -> list[str]:
    return {"pakistani taliban": ["ttp", "ttp-k"], "uzbeks": ["imu"]}.get(text.casefold(), [])


@pytest.mark.parametrize(("text", "how", "names"), [
    ("ttp", "id", ["Tehrik-i-Taliban Pakistan (TTP)"]),
    ("tehrik e TALIBAN pakistan", "name", ["Tehrik-i-Taliban Pakistan (TTP)"]),
    ("Pakistani Taliban", "lexicon", ["Tehrik-i-Taliban Pakistan (TTP)"]),
    ("taliban", "name", ["Taliban"]),
    ("haqqanis", "alias", ["Haqqani Network"]),
    ("iju", "acronym", ["Islamic Jihad Union"]),
    ("I.J.U.", "acronym", ["Islamic Jihad Union"]),
    ("haqqani", "words", ["Haqqani Network"]),
    ("network haqqani", "words", ["Haqqani Network"]),
    ("qari husayn", "name", ["Qārī Ḥusayn"]),
    ("Islamic Jihad Unoin", "spelling", ["Islamic Jihad Union"]),
    ("Nazir", "name", ["Nazir"]),
])
def test_a_text_names_an_actor(filled: Ledger, text: str, how: str, names: list[str]) -> None:
    match = resolve(filled.view(), text, lexicon)
    assert (match.how, [one.name for one in match.actors]) == (how, names)


def test_an_actor_is_named_by_its_id(filled: Ledger) -> None:
    cluster = next(one for one in filled.view().actors() if one.name == "Haqqani Network")
    assert resolve(filled.view(), cluster.id).actors == (cluster,)


def test_several_actors_of_exactly_that_name_are_all_given(filled: Ledger) -> None:
    of = document("Another Nazir. It is. So.", origin="c")
    record(filled, reading(of, actors=(actor(of, "Nazir", "person"),), claims=()), now=at(2))
    assert len(resolve(filled.view(), "nazir").actors) == 2


def test_what_matches_nothing_is_answered_with_the_nearest_names(filled: Ledger) -> None:
    with pytest.raises(NotFound) as raised:
        resolve(filled.view(), "Haqani Front")
    assert str(raised.value) == "no actor is called 'Haqani Front'; did you mean 'Haqqani Network'? foedus actors lists all"


def test_words_that_several_names_have_are_answered_with_those(filled: Ledger) -> None:
    of = document("Haqqani Brigade. It is. So.", origin="c")
    record(filled, reading(of, actors=(actor(of, "Haqqani Brigade"),), claims=()), now=at(2))
    with pytest.raises(NotFound, match="did you mean 'Haqqani Network' or 'Haqqani Brigade'"):
        resolve(filled.view(), "haqqani")


def test_what_is_like_nothing_says_so(filled: Ledger) -> None:
    with pytest.raises(NotFound, match="no actor is called '1234567', nor anything like it; foedus actors lists all"):
        resolve(filled.view(), "1234567")


def test_a_text_without_letters_is_no_name(filled: Ledger) -> None:
    with pytest.raises(BadInput, match=r"'\?\?' is no name: it has no letter or digit"):
        resolve(filled.view(), "??")


def test_an_actor_that_the_view_does_not_know_is_not_named(filled: Ledger) -> None:
    with pytest.raises(NotFound):
        resolve(filled.view(as_of=at(0.5)), "taliban of kabul")
    assert resolve(filled.view(as_of=at(0.5)), "taliban", lexicon).how == "alias"
