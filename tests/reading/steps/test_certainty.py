"""Certainty and who says so: the cue words, and how far each of them reaches."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.model.claim import Certainty
from foedus.reading.steps import certainty, sentences
from tests.spent import spent

STATED, HEDGED, DENIED, HYPOTHETICAL = Certainty.STATED, Certainty.HEDGED, Certainty.DENIED, Certainty.HYPOTHETICAL


def judged(text: str, words: str) -> tuple[Certainty, str | None]:
    """The judgement on the words, where they first stand."""
    at = text.index(words)
    return certainty.judge(certainty.find(text, sentences.split(text)), at, at + len(words))


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("The column reached Gao on Monday.", "reached", STATED),
        ("The column reportedly reached Gao on Monday.", "reached", HEDGED),
        ("The column may have reached Gao.", "reached", HEDGED),
        ("The column is believed to have reached Gao.", "reached", HEDGED),
        ("The raid was blamed on the Front.", "raid", HEDGED),
        ("The column never reached Gao.", "reached", DENIED),
        ("The column did not reach Gao.", "reach", DENIED),
        ("The Front refused to sign the deal.", "sign", DENIED),
        ("There was no truce between the two.", "truce", DENIED),
        ("The column may reach Gao by June.", "reach", HYPOTHETICAL),
        ("The Front threatened to shell Gao.", "shell", HYPOTHETICAL),
        ("If the truce ends, the camps empty.", "truce", HYPOTHETICAL),
        ("The Front plans to open an office.", "open", HYPOTHETICAL),
        ("In May the column reached Gao.", "reached", STATED),
        ("In May 2011 fighting resumed.", "fighting", STATED),
        ("They should have left the town, and did.", "left", STATED),
        ("The Front is not only armed.", "armed", STATED),
    ],
)
def test_a_cue_makes_its_clause_less_than_stated(text: str, words: str, expected: Certainty) -> None:
    assert judged(text, words)[0] is expected


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("The Front denied the raid, but the army burned the camp.", "raid", DENIED),
        ("The Front denied the raid, but the army burned the camp.", "burned", STATED),
        ("The Front rejected the charge and shelled the town.", "shelled", STATED),
        ("The Front rejected the offer, and the siege went on.", "siege", STATED),
        ("Rumours of a raid on Gao were flatly rejected by the Front.", "raid", DENIED),
        ("Word that the army had arrested Keita was untrue.", "arrested", DENIED),
        ("Talk of a raid on Gao proved false; the column burned Ber.", "burned", STATED),
        ("The army allegedly burned the camp; the Front shelled the town.", "shelled", STATED),
        ("The Front, which would later split, held the bridge.", "held", STATED),
        ("The Front held the bridge. It did not hold the town.", "held the bridge", STATED),
        ("It would attack the port after the rains had begun.", "rains", STATED),
    ],
)
def test_a_cue_does_not_reach_beyond_what_it_governs(text: str, words: str, expected: Certainty) -> None:
    assert judged(text, words)[0] is expected


@pytest.mark.parametrize(
    ("text", "words", "certainty_told", "speaker"),
    [
        ("The ministry said the camp was empty.", "empty", STATED, "the ministry"),
        ("According to two traders, the camp was empty.", "empty", STATED, "two traders"),
        ("The governor claimed that the Front burned the camp.", "burned", HEDGED, "the governor"),
        ("Villagers accused the Front of burning the camp.", "burning", HEDGED, "Villagers"),
        ("The camp was empty, the ministry said.", "empty", STATED, "the ministry"),
        ("The Front claimed responsibility for the raid.", "raid", STATED, None),
        ("A spokesman of the\nFront said the camp was empty.", "empty", STATED, "a spokesman of the Front"),
        ("An Nahar said the camp was empty.", "empty", STATED, "An Nahar"),
        ("The camp was empty, he said.", "empty", STATED, None),
        ("The United States left the base.", "left", STATED, None),
        ("The camp was empty.", "empty", STATED, None),
    ],
)
def test_who_says_so(text: str, words: str, certainty_told: Certainty, speaker: str | None) -> None:
    assert judged(text, words) == (certainty_told, speaker)


def test_what_stands_before_a_claiming_verb_is_not_what_is_claimed() -> None:
    text = "After the raid on Gao the governor claimed that the Front burned the camp."
    assert judged(text, "raid")[0] is STATED
    assert judged(text, "burned")[0] is HEDGED


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Not so.", True),
        ("It has nothing to do with us.", True),
        ("Nobody came.", True),
        ("They didn’t come.", True),
        ("A notable northern general came.", False),
        ("Briefing No. 41 names the No. 2 of the group.", False),
        ("Not only Eritrea armed it, no doubt, but no less than ten states.", False),
        ("Doctors Without Borders came.", False),
        ("", False),
    ],
)
def test_words_of_negation_are_known_whatever_they_reach(text: str, expected: bool) -> None:
    assert certainty.negated(text, 0, len(text)) is expected


def test_negation_counts_between_the_given_offsets_only() -> None:
    assert not certainty.negated("No. They came.", 3, 14)


def test_of_two_cues_the_stronger_departure_counts() -> None:
    assert judged("The Front reportedly never reached Gao.", "reached")[0] is DENIED


def test_time_grows_with_the_length_of_a_sentence() -> None:
    def seconds(size: int) -> float:
        text = "it will " * (size // 8)
        marked = sentences.split(text)
        return spent(lambda: certainty.find(text, marked))

    seconds(1_000)
    assert seconds(80_000) < 16 * seconds(10_000) + 0.5   # eight times the text; a quadratic step would take 64 times


@given(st.text(max_size=300))
def test_every_cue_lies_in_its_scope_and_in_the_text(text: str) -> None:
    for cue in certainty.find(text, sentences.split(text)):
        assert 0 <= cue.scope_start <= cue.start < cue.end <= len(text)
        assert cue.scope_start < cue.scope_end <= len(text)


WORDS = ["reportedly ", "did not ", "would ", "said ", ", but ", "the Front ", "; ", "May ", "a, and "]


@given(st.lists(st.sampled_from(WORDS), max_size=40))
def test_cues_come_in_order_and_the_same_twice(words: list[str]) -> None:
    text = "".join(words)
    marked = sentences.split(text)
    found = certainty.find(text, marked)
    assert found == certainty.find(text, marked)
    assert [cue.start for cue in found] == sorted(cue.start for cue in found)
