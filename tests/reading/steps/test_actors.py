"""Who is found in a text, of what kind, under which names. The tables are the specification."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedus.model.actor import Actor
from foedus.model.place import Place
from foedus.model.source import Document
from foedus.model.vocabulary import vocabulary
from foedus.reading.steps import actors, places
from foedus.reading.steps.actors.nameless import are_people, are_unarmed, names_somebody
from foedus.reading.steps.places import FoundPlace
from foedus.reading.steps.sentences import split
from tests.spent import spent


def found(text: str, places: tuple[str, ...] = (), ignore: tuple[str, ...] = ()) -> dict[str, Actor]:
    """The actors of a text by name; `places` and `ignore` are words of it."""
    marked = tuple(FoundPlace(m.start(), m.end(), Place(p)) for p in places for m in re.finditer(re.escape(p), text))
    left_out = tuple((text.index(words), text.index(words) + len(words)) for words in ignore)
    return {actor.name: actor for actor in actors.find(Document(text), split(text), marked, left_out)}


# Each row: a text, and the kind of each actor that must be in it.
KINDS = [
    # names of the lexicon and unknown ones
    (
        "Boko Haram attacked a convoy of the Lake Chad Salvation Front.",
        {"Boko Haram": "group", "Lake Chad Salvation Front": "group"},
    ),
    (
        "Clashes pitted Harakat al-Fajr against the Coastal Workers' Party.",
        {"Harakat al-Fajr": "group", "Coastal Workers' Party": "group"},
    ),
    ("The Movement for Justice and Renewal (MJR) denied it.", {"Movement for Justice and Renewal": "group"}),
    (
        "The Front for the Liberation of the Southern Marshes split in May.",
        {"Front for the Liberation of the Southern Marshes": "group"},
    ),
    ("al-Shabaab and the al-Qaeda affiliate were bombed.", {"al-Shabaab": "group", "al-Qaeda": "group"}),
    ("Fighters of the Lord's Resistance Army fled.", {"Lord's Resistance Army": "group"}),
    # units
    ("The 14th Front ambushed the Scorpion Battalion.", {"14th Front": "unit", "Scorpion Battalion": "unit"}),
    ("Commander Musa Dadi was killed. Dadi's fighters withdrew.", {"Dadi's fighters": "unit"}),
    ("The Bakara faction refused to sign.", {"Bakara faction": "unit"}),
    # outlets
    ("A film by Amaq and the Sawt al-Jabal foundation showed it.", {"Amaq": "media", "Sawt al-Jabal foundation": "media"}),
    # states by name, adjective, capital
    ("Turkish jets struck the camp.", {"Turkey": "state"}),
    ("Islamabad denied the report.", {"Pakistan": "state"}),
    ("The Iranian-backed militia fired on Israel.", {"Iran": "state", "Israel": "state"}),
    ("The Kenyan government accused Uganda.", {"Kenya": "state", "Uganda": "state"}),
    ("The foreign ministry of Norway protested.", {"Norway": "state"}),
    # forces
    ("The Kenyan army and Rwandan troops advanced.", {"Kenyan army": "force", "Rwandan troops": "force"}),
    ("The Royal Thai Border Guard opened fire.", {"Royal Thai Border Guard": "force"}),
    ("The Frontier Corps shelled Mahsud villagers.", {"Frontier Corps": "force", "Mahsud villagers": "community"}),
    # blocs
    ("NATO and the African Union sent observers.", {"NATO": "bloc", "African Union": "bloc"}),
    # persons
    ("President Ernesto Salas met Lt. Gen. Karim Bashir.", {"Ernesto Salas": "person", "Karim Bashir": "person"}),
    ("Abu Yusuf al-Halabi, a Syrian, surrendered.", {"Abu Yusuf al-Halabi": "person"}),
    ("Sidi ould Brahim and Pedro de la Cruz were sentenced.", {"Sidi ould Brahim": "person", "Pedro de la Cruz": "person"}),
    ("The talks were led by Maulvi Sangin.", {"Maulvi Sangin": "person"}),
    # communities
    (
        "The rebels killed 12 civilians and drove Uzbeks from the town.",
        {"civilians": "community", "Uzbeks": "community", "rebels": "community"},
    ),
    ("Tuareg rebels burnt two villages.", {"Tuareg rebels": "community"}),
]


@pytest.mark.parametrize(("text", "kinds"), KINDS, ids=[row[0][:40] for row in KINDS])
def test_actors_are_found_with_their_kinds(text: str, kinds: dict[str, str]) -> None:
    assert kinds.items() <= {name: actor.kind for name, actor in found(text).items()}.items()


# Each row: a text, and a word of it that is no actor there.
NOT_ACTORS = [
    ("The raid took place in Afghanistan.", "Afghanistan"),
    ("He fled to Pakistan.", "Pakistan"),
    ("The meeting was held in Ankara.", "Turkey"),
    ("They signed the Lusaka Protocol.", "Lusaka Protocol"),
    ("Operation Desert Shield began in August.", "Desert Shield"),
    ("On Friday the Battle of Kursk ended.", "Kursk"),
    ("They want to found an Islamic State.", "Islamic State"),
    ("It happened near the police station.", "police"),
    ("A military coup failed.", "military"),
    ("He studied at Cairo University.", "Cairo University"),
    ("Gunmen attacked the convoy.", "Gunmen"),
]


@pytest.mark.parametrize(("text", "name"), NOT_ACTORS, ids=[row[1] for row in NOT_ACTORS])
def test_what_only_says_where_when_or_what_is_no_actor(text: str, name: str) -> None:
    assert all(name not in actor.names for actor in found(text).values())


def test_a_place_that_is_only_a_place_is_no_actor() -> None:
    text = "Fighting around Kisaro Ridge left Kisaro Ridge in ruins."
    assert found(text, places=("Kisaro Ridge",)) == {}


def test_words_in_an_ignored_span_are_not_read() -> None:
    text = "The Desert Front attacked (Daily Trust, May 4)."
    assert "Daily Trust" in text
    assert list(found(text, ignore=("(Daily Trust, May 4)",))) == ["Desert Front"]


# Each row: a text, the name of an actor, the aliases it must have.
ALIASES = [
    ("The Islamic Movement of Uzbekistan (IMU) fled. The IMU split.", "Islamic Movement of Uzbekistan", {"IMU"}),
    ("The Sand Lions Brigade (SLB) struck. SLB men fled.", "Sand Lions Brigade", {"SLB"}),
    ("Karim Bashir resigned. Bashir then joined the rebels.", "Karim Bashir", {"Bashir"}),
    ("Yusuf Adan, also known as Abu Dahir, was shot. Abu Dahir led the cell.", "Yusuf Adan", {"Abu Dahir"}),
    (
        "Islamabad protested. The Pakistani government closed the road to Pakistan.",
        "Pakistan",
        {"Islamabad", "Pakistani government"},
    ),
    ("The U.S. sent arms. The United States denied it.", "United States", {"U.S."}),
    ("The TTP and the Tehrik-e-Taliban Pakistan are one.", "Tehrik-e-Taliban Pakistan", {"TTP"}),
    ("Maulvi Sangin spoke. Sangin was killed.", "Maulvi Sangin", {"Sangin"}),
]


@pytest.mark.parametrize(("text", "name", "aliases"), ALIASES, ids=[row[1] for row in ALIASES])
def test_the_fullest_form_is_the_name_and_the_others_are_aliases(text: str, name: str, aliases: set[str]) -> None:
    assert set(found(text)[name].aliases) == aliases


def test_two_persons_of_one_surname_stay_two() -> None:
    text = "Bahadur Khan attacked the post. Imran Khan condemned it. Khan then flew home."
    assert {"Bahadur Khan", "Imran Khan"} <= set(found(text))


def test_an_army_named_in_two_ways_is_one_force() -> None:
    forces = [
        actor
        for actor in found("The Pakistan Air Force struck. The Pakistani air force lost a jet.").values()
        if actor.kind == "force"
    ]
    assert [set(actor.names) for actor in forces] == [{"Pakistan Air Force", "Pakistani air force"}]


def mentions(text: str, name: str) -> list[str]:
    return [text[start:end] for start, end in found(text)[name].mentions]


# Each row: a text, an actor's name, the words of its mentions in order.
REFERENCES = [
    ("Boko Haram split. The group then moved, and the group struck.", "Boko Haram", ["Boko Haram", "The group", "the group"]),
    ("Karim Bashir fled. He was seen in Lomé.", "Karim Bashir", ["Karim Bashir", "He"]),
    ("Kenya sent troops. Residents said the government lied.", "Kenya", ["Kenya", "government"]),
    ("The Malian army advanced. Later the army withdrew.", "Malian army", ["Malian army", "army"]),
]


@pytest.mark.parametrize(("text", "name", "words"), REFERENCES, ids=[row[1] for row in REFERENCES])
def test_nouns_and_pronouns_are_mentions_and_never_aliases(text: str, name: str, words: list[str]) -> None:
    assert mentions(text, name) == words
    assert found(text)[name].aliases == ()


@pytest.mark.parametrize(
    ("phrase", "people", "unarmed", "named"),
    [
        ("civilians", True, True, False), ("two wounded civilians", True, True, False), ("Two villagers", True, True, False),
        ("dozens of villagers", True, True, False), ("a group of children", True, True, False),
        ("two Red Cross workers", True, True, True), ("refugees fleeing the town", True, True, False),
        ("children of the village", True, True, False), ("displaced people", True, True, False),
        ("Displaced people", True, True, False), ("Fulani villagers", True, True, True), ("elders in Wana", True, True, True),
        ("VILLAGERS", True, True, False), ("FULANI VILLAGERS", True, True, True), ("ten insurgents", True, False, False),
        ("a school for children", False, False, False), ("villagers' houses", False, False, False),
        ("mining sites", False, False, False), ("Red Front", False, False, True),
    ],
)
def test_a_phrase_is_people_by_its_noun_and_names_by_what_stands_beside_it(
    phrase: str, people: bool, unarmed: bool, named: bool
) -> None:
    assert (are_people(phrase), are_unarmed(phrase), names_somebody(phrase)) == (people, unarmed, named)


def test_a_pronoun_with_two_persons_near_is_left_alone() -> None:
    text = "Karim Bashir met Pedro Salas. He left."
    assert all(text[start:end] != "He" for actor in found(text).values() for start, end in actor.mentions)


@pytest.mark.parametrize(
    ("text", "name", "key"),
    [
        ("Congo said the ADF had fled.", "ADF", "Allied Democratic Forces"),
        ("Cameroon said the ADF had fled.", "ADF", "Ambazonia Defence Forces"),
        ("The ADF had fled.", "ADF", None),
        ("The Desert Front had fled.", "Desert Front", None),
    ],
)
def test_an_actor_bears_the_lexicon_key_its_name_and_country_settle(text: str, name: str, key: str | None) -> None:
    from foedus.reading.steps.lexicon import lexicon

    lexical = found(text)[name].lexicon
    assert (lexicon().entry(lexical).name if lexical else None) == key


WORDS = (
    "Taliban IMU the army of Front for Pakistani Pakistan Turkish jets said General Nazir Khan ’s ( ) , . - al al-Qaeda and he "
    "group government Kabul in 36th U.S. a.k.a. 's fighters Uzbeks killed 12 İ ß ǅ"
)
ALPHABET = st.sampled_from([*WORDS.split(), "\n", "\n\n"])
TEXTS = st.one_of(st.text(max_size=200), st.lists(ALPHABET, max_size=60).map(" ".join))


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_any_text_is_read_with_offsets_that_hold(text: str) -> None:
    document = Document(text)
    result = actors.find(document, split(text))
    assert result == actors.find(document, split(text))
    for actor in result:
        assert actor.kind in vocabulary().kinds
        assert actor.mentions == tuple(sorted(set(actor.mentions)))
        assert all(0 <= start < end <= len(text) for start, end in actor.mentions)
        assert actor.name not in actor.aliases
        words = {text[start:end] for start, end in actor.mentions}
        assert set(actor.aliases) <= words
        assert actor.name in words or actor.kind == "state"


def test_time_grows_with_the_length_of_the_text() -> None:
    passage = "The Desert Front (DF) hit the Malian army. Karim Bashir said he fled. The group, Turkish jets and Uzbeks left.\n\n"
    actors.find(Document(passage), split(passage))

    def seconds(copies: int) -> float:
        text = "".join(passage.replace("Desert", f"Desert{chr(65 + i % 26)}{chr(97 + i % 23)}x") for i in range(copies))
        sentences = split(text)
        return spent(lambda: actors.find(Document(text), sentences))

    assert seconds(800) < 16 * seconds(100) + 0.5


@pytest.mark.parametrize("unit", [
    "Hamas said, Israel said, ", "the group of Hamas and he of the army, ",
    "Nidal agency and Kasule faction, ", "Malian and French, ",
])
def test_time_grows_with_the_length_of_a_sentence(unit: str) -> None:
    def seconds(size: int) -> float:
        document = Document(unit * (size // len(unit)))
        sentences = split(document.text)
        found = places.find(document.text, sentences)
        return spent(lambda: actors.find(document, sentences, found))

    seconds(1_000)
    assert seconds(80_000) < 16 * seconds(10_000) + 0.5   # eight times the text; a quadratic step would take 64 times
