"""The trained reader piece by piece, with a made-up network in place of the weights."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.model.claim import Certainty, EventClaim, Origin, RelationClaim
from foedus.model.dates import DateSpan
from foedus.model.numbers import Count
from foedus.model.source import Document
from foedus.reading.pipeline import prepare
from foedus.reading.prepared import Prepared
from foedus.reading.readers.trained.assemble import assemble
from foedus.reading.readers.trained.brain import Cast, FirstLook, Floats, SecondLook
from foedus.reading.readers.trained.calibration import Calibration, fit
from foedus.reading.readers.trained.cluster import Spotted, group, pick
from foedus.reading.readers.trained.decode import decode
from foedus.reading.readers.trained.features import WindowInput, inputs, shape
from foedus.reading.readers.trained.labels import CERTAINTIES, EVENTS, KINDS, PLACE, RELATIONS, SLOTS, STATUSES
from foedus.reading.readers.trained.roles import role_near, without_rank
from foedus.reading.readers.trained.thresholds import Thresholds
from foedus.reading.readers.trained.timing import FACTS
from foedus.reading.readers.trained.words import WINDOW_PIECES, split_words, windows
from foedus.reading.steps.sentences import split

TEXT = "On May 3 fighters of the Red Dawn Front attacked the Blue Ridge Army near Qarah. Omar Daud leads the Red Dawn Front."
BARS = Thresholds()


def one_piece_each(words: list[str]) -> list[tuple[int, ...]]:
    return [(number + 1000,) for number, _ in enumerate(words)]


def prepared(text: str = TEXT) -> Prepared:
    return prepare(Document(text, published=DateSpan.parse("2014-06-01")))


class Told:
    """A network that knows one passage: which words name whom, what tells an event, and which ties hold."""

    def __init__(
        self, names: dict[str, str], trigger: tuple[str, str], slots: dict[str, str], relation: tuple[str, str, str]
    ) -> None:
        self.names, self.trigger, self.filled, self.relation = names, trigger, slots, relation
        self.others: dict[tuple[str, str, str], float] = {}
        self.certainty = {"hedged": 1.0}

    def _at(self, window: WindowInput, words: str) -> list[tuple[int, int]]:
        tokens, wanted = [word.text for word in window.words], words.split()
        return [(i, i + len(wanted)) for i in range(len(tokens)) if tokens[i : i + len(wanted)] == wanted]

    def first_look(self, window: WindowInput) -> FirstLook:
        count = len(window.words)
        spans = np.zeros((count, 12, len(KINDS) + 1), dtype=np.float32)
        spans[..., -1] = 1
        for name, kind in self.names.items():
            for first, last in self._at(window, name):
                spans[first, last - first - 1] = 0
                spans[first, last - first - 1, KINDS.index(kind)] = 0.9
                spans[first, last - first - 1, -1] = 0.1
        triggers = np.zeros((count, len(EVENTS)), dtype=np.float32)
        for first, _ in self._at(window, self.trigger[0]):
            triggers[first, EVENTS.index(self.trigger[1])] = 0.8
        certainty = np.tile(np.eye(len(CERTAINTIES), dtype=np.float32)[0], (count, 1))
        status = np.tile(np.eye(len(STATUSES), dtype=np.float32)[0], (count, 1))
        return FirstLook(spans, triggers, certainty, status, np.zeros(count, dtype=np.float32), window)

    def same(self, _look: FirstLook, mentions: tuple[tuple[int, int, int], ...]) -> Floats:
        return np.zeros((len(mentions), len(mentions)), dtype=np.float32)

    def second_look(self, _look: FirstLook, window: WindowInput, cast: Cast) -> SecondLook:
        index = self._entities(window, cast)
        columns = cast.entities + len(window.dates) + len(window.counts)
        slots = np.zeros((len(cast.triggers), columns, len(SLOTS)), dtype=np.float32)
        for slot, name in self.filled.items():
            slots[:, cast.entities if slot == "date" else index[name], SLOTS.index(slot)] = 0.9
        relations = np.zeros((cast.entities, cast.entities, len(RELATIONS)), dtype=np.float32)
        kind, a, b = self.relation
        relations[index[a], index[b], RELATIONS.index(kind)] = 0.7
        for (kind, a, b), sure in self.others.items():
            relations[index[a], index[b], RELATIONS.index(kind)] = sure
        certainty = np.zeros((cast.entities, cast.entities, len(CERTAINTIES)), dtype=np.float32)
        for name, share in self.certainty.items():
            certainty[..., CERTAINTIES.index(name)] = share
        evidence = np.zeros((cast.entities, cast.entities, len(window.words)), dtype=np.float32)
        evidence[..., -3] = 1
        return SecondLook(slots, relations, certainty, evidence, None)

    def _entities(self, window: WindowInput, cast: Cast) -> dict[str, int]:
        out = {}
        for (first, last, _), entity in zip(cast.mentions, cast.entity_of, strict=True):
            out[" ".join(word.text for word in window.words[first:last])] = entity
        return out

    def when(self, _second: SecondLook, relations: tuple[tuple[int, int, int], ...], standing: Floats) -> Floats:
        assert standing.shape[::2] == (len(relations), FACTS)
        return np.zeros((len(relations), 9, 2), dtype=np.float32)


NETWORK = Told(
    {"Red Dawn Front": "group", "Blue Ridge Army": "group", "Omar Daud": "person", "Qarah": PLACE},
    ("attacked", "attack"),
    {"initiators": "Red Dawn Front", "targets": "Blue Ridge Army", "place": "Qarah", "date": ""},
    ("leads", "Omar Daud", "Red Dawn Front"),
)


def read_with(
    network: Told, text: str = TEXT, bars: Thresholds = BARS
) -> tuple[list[str], list[EventClaim], list[RelationClaim]]:
    ready = prepared(text)
    found = [(window, decode(ready, window, network, bars)) for window in inputs(ready, one_piece_each)]
    actors, claims = assemble(ready, found, Origin("trained", "test"), Calibration(), 0.5)
    events = [claim for claim in claims if isinstance(claim, EventClaim)]
    return [a.name for a in actors], events, [claim for claim in claims if isinstance(claim, RelationClaim)]


def test_an_event_gets_its_actors_place_and_date() -> None:
    _, (event,), _ = read_with(NETWORK)
    assert (event.type, event.initiators, event.targets) == ("attack", ("Red Dawn Front",), ("Blue Ridge Army",))
    assert event.place is not None
    assert event.place.name == "Qarah"
    assert str(event.date) == "2014-05-03"
    assert TEXT[event.quote.start : event.quote.end] == event.quote.text


def test_a_relation_keeps_its_role_certainty_and_sentence() -> None:
    names, _, (relation,) = read_with(NETWORK)
    assert (relation.a, relation.type, relation.b, relation.role) == ("Omar Daud", "leads", "Red Dawn Front", "leads")
    assert relation.certainty is Certainty.HEDGED
    assert relation.quote.text == "Omar Daud leads the Red Dawn Front."
    assert names == ["Red Dawn Front", "Blue Ridge Army", "Omar Daud"]


def test_the_vocabulary_is_obeyed_whatever_the_network_says() -> None:
    absurd = Told(NETWORK.names, NETWORK.trigger, {"initiators": "Qarah"}, ("leads", "Red Dawn Front", "Omar Daud"))
    _, (event,), relations = read_with(absurd)
    assert event.initiators == ()  # a place does not act
    assert relations == []  # a group does not lead a person


LEADERS = "Omar Daud leads the Red Dawn Front beside the Blue Ridge Army and the Sons of Qarah."


@pytest.mark.parametrize(("sure", "led"), [(0.56, {"Red Dawn Front"}), (0.7, {"Red Dawn Front", "Blue Ridge Army"})])
def test_a_tie_much_less_sure_than_its_sibling_in_the_sentence_is_left_out(sure: float, led: set[str]) -> None:
    network = Told(
        {"Omar Daud": "person", "Red Dawn Front": "group", "Blue Ridge Army": "group"}, ("beside", "attack"), {}, NETWORK.relation
    )
    network.others = {NETWORK.relation: 0.95, ("leads", "Omar Daud", "Blue Ridge Army"): sure}
    _, _, relations = read_with(network, LEADERS)
    assert {relation.b for relation in relations} == led


@pytest.mark.parametrize(
    ("others", "kept"),
    [
        ({("member_of", "Omar Daud", "Blue Ridge Army"): 0.55}, 2),                       # another type
        ({("leads", "Musa Nur", "Blue Ridge Army"): 0.55}, 2),                             # another actor
        ({("designates", "Red Dawn Front", "Blue Ridge Army"): 0.95, ("designates", "Red Dawn Front", "Omar Daud"): 0.55}, 3),
        # an undirected tie is told of either end
        ({("fights", "Red Dawn Front", "Blue Ridge Army"): 0.95, ("fights", "Musa Nur", "Blue Ridge Army"): 0.95}, 2),
    ],
)
def test_only_ties_of_one_type_and_actor_are_siblings(others: dict[tuple[str, str, str], float], kept: int) -> None:
    names = {"Omar Daud": "person", "Musa Nur": "person", "Red Dawn Front": "group", "Blue Ridge Army": "group"}
    network = Told(names, ("beside", "attack"), {}, NETWORK.relation)
    network.others = {NETWORK.relation: 0.95, **others}
    for (kind, a, b), sure in others.items():
        if kind == "fights":
            network.others[kind, b, a] = sure if a == "Red Dawn Front" else 0.2  # a mean of .95 and one of .575
    _, _, relations = read_with(network, "Omar Daud leads the Red Dawn Front beside the Blue Ridge Army and Musa Nur.")
    assert len(relations) == kept


@pytest.mark.parametrize(("doubts", "expected"), [({}, Certainty.HEDGED), ({"hedged": 2.0}, Certainty.STATED)])
def test_a_certainty_learned_with_more_weight_must_be_likelier(doubts: dict[str, float], expected: Certainty) -> None:
    network = Told(NETWORK.names, NETWORK.trigger, NETWORK.filled, NETWORK.relation)
    network.certainty = {"stated": 0.4, "hedged": 0.6}
    _, _, (relation,) = read_with(network, bars=Thresholds(doubts=doubts))
    assert relation.certainty is expected


def test_a_named_victim_counts_as_one() -> None:
    text = "Gunmen of the Red Dawn Front killed Omar Daud on May 3."
    network = Told(
        {"Red Dawn Front": "group", "Omar Daud": "person"},
        ("killed", "assassination"),
        {"initiators": "Red Dawn Front", "targets": "Omar Daud"},
        ("opposes", "Red Dawn Front", "Omar Daud"),
    )
    _, (event,), _ = read_with(network, text)
    assert event.killed == Count(1, 1)


def test_spans_that_cross_do_not_both_stand() -> None:
    spans = np.zeros((4, 12, len(KINDS) + 1), dtype=np.float32)
    spans[..., -1] = 1
    for first, width, sure in ((0, 2, 0.9), (1, 2, 0.8), (3, 1, 0.7)):
        spans[first, width - 1, 0], spans[first, width - 1, -1] = sure, 1 - sure
    assert [(s.first, s.last) for s in pick(spans, 0.5)] == [(0, 2), (3, 4)]


def test_mentions_join_by_average_linkage_and_never_across_persons_and_groups() -> None:
    (window,) = inputs(prepared("Alpha met Beta, Gamma met Delta."), one_piece_each)
    at = [i for i, word in enumerate(window.words) if word.text in ("Alpha", "Beta", "Gamma", "Delta")]
    spans = [Spotted(i, i + 1, KINDS.index(kind), 1.0) for i, kind in zip(at, ("group", "group", "person", "group"), strict=True)]
    same = np.ones((4, 4), dtype=np.float32)
    same[3] = same[:, 3] = 0.1
    assert group(window, spans, same, 0.5) == [0, 0, 1, 2]


@given(st.text(max_size=400))
def test_words_are_slices_of_the_text_in_order(text: str) -> None:
    words = split_words(text)
    assert all(text[w.start : w.end] == w.text for w in words)
    assert all(one.end <= other.start for one, other in pairwise(words))


def test_windows_cover_every_word_once_as_fresh_and_fit_the_encoder() -> None:
    text = " ".join(f"Sentence number {i} says that the Front fought." for i in range(200))
    words = split_words(text)
    found = windows([1] * len(words), words, split(text))
    assert found[0].fresh == found[0].first == 0
    assert [w.fresh for w in found[1:]] == [w.last for w in found[:-1]]
    assert found[-1].last == len(words)
    assert max(w.last - w.first for w in found) <= WINDOW_PIECES
    assert all(later.first < later.fresh for later in found[1:])  # context is read again


def test_the_last_window_begins_as_far_back_as_fits_and_the_others_with_a_quarter() -> None:
    text = " ".join(f"Sentence number {i} says that the Front fought." for i in range(130))
    words = split_words(text)
    first, *others, last = windows([1] * len(words), words, split(text))
    length = len(split_words("Sentence number 1 says that the Front fought."))
    assert first.first == 0
    assert others
    assert all(0 <= WINDOW_PIECES // 4 - (one.fresh - one.first) < length for one in others)
    assert WINDOW_PIECES - (last.last - last.first) < length
    assert last.fresh - last.first > WINDOW_PIECES // 4


def test_what_is_set_aside_is_in_no_window() -> None:
    text = "Raids\n\nBy Jane Doe\n\nThe Front attacked Kidal.\n\nMali fled.\n\nJane Doe is a researcher in Lund."
    (window,) = inputs(prepared(text), one_piece_each)
    assert [word.text for word in window.words] == ["Raids", "The", "Front", "attacked", "Kidal", ".", "Mali", "fled", "."]
    assert window.sentence_of == (0, 1, 1, 1, 1, 1, 2, 2, 2)


def test_an_empty_text_has_no_windows() -> None:
    assert inputs(prepared(""), one_piece_each) == []


@pytest.mark.parametrize(
    ("word", "expected"), [("army", 1), ("A", 2), ("IMU", 3), ("Wana", 4), ("JundAllah", 5), ("2013", 6), ("313th", 1), ("(", 0)]
)
def test_the_case_of_a_word_is_one_of_eight(word: str, expected: int) -> None:
    assert shape(word) == expected


def test_the_title_beside_a_name_is_the_role() -> None:
    sentence = "The group's deputy commander, Omar Daud, met elders."
    start = sentence.index("Omar")
    assert role_near(sentence, start, start + 9) == "deputy commander"
    assert role_near("Omar Daud spoke.", 0, 9) is None


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ("Col. Ramiro Tejada", "Ramiro Tejada"),
        ("Prime Minister Meles Zenawi", "Meles Zenawi"),
        ("General Raoul", "General Raoul"),
        ("Prime Minister Zenawi", "Prime Minister Zenawi"),
        ("Lt. Gen. Tejada", "Lt. Gen. Tejada"),
        ("Mullah Abdul Ghani", "Mullah Abdul Ghani"),
        ("Omar Daud", "Omar Daud"),
    ],
)
def test_a_person_is_named_without_rank_or_office(told: str, name: str) -> None:
    assert without_rank(told) == name


def test_calibration_rises_and_gives_the_measured_share() -> None:
    scores = [i / 200 for i in range(200)]
    right = [i % 4 == 0 if i < 100 else i % 4 != 0 for i in range(200)]
    points = fit(scores, right)
    assert all(x1 < x2 and y1 <= y2 for (x1, y1), (x2, y2) in pairwise(points))
    calibration = Calibration(event=points)
    assert calibration.of_event(0.9) == pytest.approx(0.75, abs=0.05)
    assert calibration.of_relation(0.9) == 0.9  # no points: the score itself
