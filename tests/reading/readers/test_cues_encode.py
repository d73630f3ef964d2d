"""The encoded sentence: one character a mention, offsets in step with the document, no slow text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.model.actor import Actor
from foedus.model.source import Document
from foedus.reading.pipeline import prepare
from foedus.reading.prepared import Prepared
from foedus.reading.readers.cues import CuesReader
from foedus.reading.readers.cues.encode import Encoded, encode, is_actor, is_mention
from foedus.reading.steps.sentences import Sentence


def encoded(text: str) -> list[Encoded]:
    return encode(prepare(Document(text)))


def shown(sentence: Encoded) -> str:
    """The sentence with A for each actor and P for each place."""
    def letter(character: str) -> str:
        if not is_mention(character):
            return character
        return "A" if is_actor(sentence.mention(character)) else "P"

    return "".join(letter(character) for character in sentence.text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hamas struck Israel.", "A struck A."),
        ("Al-Shabaab holds Kismayo.", "A holds P."),
        ("The Islamic Movement of Uzbekistan (IMU) left.", "the A left."),
        ("The United States struck.", "the A struck."),
        ("Abubakar Shekau, the leader of Boko Haram, fled.", "A, the leader of A, fled."),
        ("Hamas left (Dawn [Karachi], January 4).", "A left ."),
    ],
)
def test_mentions_become_single_characters(text: str, expected: str) -> None:
    assert [shown(sentence) for sentence in encoded(text)] == [expected]


@given(st.text(max_size=200))
def test_offsets_stay_in_step_with_the_document(text: str) -> None:
    for sentence in encoded(text):
        assert len(sentence.offsets) == len(sentence.text) + 1
        assert list(sentence.offsets) == sorted(sentence.offsets)
        assert sentence.offsets[-1] == sentence.sentence.end


def test_characters_that_could_pass_for_mentions_are_none() -> None:
    assert [sentence.mentions for sentence in encoded("\ue000 struck \uf123 at dawn.")] == [()]


def test_a_letter_that_grows_when_lowered_keeps_its_one_place() -> None:
    sentence = encoded("İİİ Hamas struck.")[0]
    assert [sentence.at(index) for index, character in enumerate(sentence.text) if is_mention(character)] == [4]


N = 100_000


@pytest.mark.parametrize(
    "text",
    [
        "a, and a, and " * (N // 14), "(" * N, "[]" * (N // 2), "a" * N, "a " * (N // 2), "president of the " * (N // 17),
        "said, " * (N // 6),
    ],
    ids=["ands", "brackets", "pairs", "one word", "short words", "titles", "speech"],
)
def test_no_text_makes_the_rules_slow(text: str) -> None:
    document = Document(text)
    prepared = Prepared(document, (Sentence(0, len(text), 0),), (), (), (), (), (), ())
    started = time.perf_counter()
    CuesReader().read(prepared)
    assert time.perf_counter() - started < 20


def test_a_sentence_that_is_one_long_list_is_read_in_time() -> None:
    text = "Hamas, and " * (N // 11) + "fled."
    document = Document(text)
    spans = tuple((at, at + 5) for at in range(0, len(text) - 5, 11))
    actor = Actor(document.id, "Hamas", "group", mentions=spans)
    prepared = Prepared(document, (Sentence(0, len(text), 0),), (), (), (), (), (), (actor,))
    started = time.perf_counter()
    CuesReader().read(prepared)
    assert time.perf_counter() - started < 20
