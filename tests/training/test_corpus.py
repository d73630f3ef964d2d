"""The corpus is valid, and its compact format says the same as the gold form."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from training import checking, others, passages

PASSAGE = """
id: te-01-01
genre: wire
region: nowhere
names: invented
published: 2014-06-01
title: A raid
text: |
  The Red Dawn Front killed five soldiers of Ruritania at Qarah on May 3.
actors:
- {name: Red Dawn Front, kind: group}
- {name: Ruritania, kind: state}
events:
- type: attack
  date: 2014-05-03
  place: Qarah
  initiators: [Red Dawn Front]
  targets: [Ruritania]
  killed: 5
  sources: [Daily Post | Strelsau | 2014-05-04]
  quote: The Red Dawn Front killed five soldiers of Ruritania at Qarah on May 3
relations: []
"""


def passage(**changes: Any) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.load(PASSAGE, Loader=yaml.BaseLoader)
    loaded["text"] = loaded["text"].strip()
    loaded.update(changes)
    return loaded


def faults(changed: dict[str, Any]) -> list[str]:
    check = checking.Check()
    check.passage(Path("te-01.yml"), changed)
    return check.faults


def test_every_passage_of_the_corpus_is_valid(capsys: pytest.CaptureFixture[str]) -> None:
    assert checking.check(passages.FOLDER) == 0, capsys.readouterr().out


@pytest.mark.parametrize("folder", ["others", "muc4", "second"])
def test_claims_kept_without_their_words_are_valid(folder: str) -> None:
    check, wrong, ids = checking.Check(), [], []
    for _, coded in passages.load(passages.FOLDER / folder):
        ids.append(coded["id"])
        names = {actor["name"] for actor in coded["actors"]}
        wrong += [(coded["id"], actor) for actor in coded["actors"] if actor["kind"] not in check.kinds]
        for claim in [*coded["events"], *coded["relations"]]:
            first, last = map(int, claim["quote"].split("-"))
            known = claim["type"] in (check.relations if "a" in claim else check.events)
            ends = {claim[end] for end in ("a", "b") if end in claim} if claim["type"] != "present_in" else {claim["a"]}
            fits = 0 <= first < last <= int(coded.get("characters", last))
            if not (known and fits and ends <= names and claim.get("certainty", "stated") in check.certainties):
                wrong.append((coded["id"], claim))
    assert wrong == []
    assert len(ids) == len(set(ids)) > 0


def test_every_real_text_that_is_held_out_is_coded() -> None:
    coded = {passage["id"] for _, passage in passages.load(others.FOLDER)}
    held = {name for name in others.held_out() if name.startswith("ot-")}
    assert len(held) == 80
    assert held <= coded


def test_a_collection_kept_apart_is_neither_learned_from_nor_calibrated_on() -> None:
    apart = {passage["id"] for _, passage in passages.load(others.FOLDER) if passage["of"].startswith("wh-")}
    calibrated = set(others.HELD_OUT.with_name("calibration.txt").read_text(encoding="utf-8").split())
    assert len(apart) == 19
    assert apart <= others.held_out()
    assert calibrated <= others.held_out() - apart


def test_a_passage_becomes_its_gold_form() -> None:
    gold = passages.to_gold(passage())
    (event,) = gold["events"]
    assert event["killed"] == {"min": 5, "max": 5, "approx": False}
    assert event["sources"] == [{"publisher": "Daily Post", "place": "Strelsau", "date": "2014-05-04"}]
    assert (event["certainty"], event["status"], event["wounded"], event["participants"]) == ("stated", "completed", None, [])


def test_a_good_passage_has_no_fault() -> None:
    assert faults(passage()) == []


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (
            {"genre": "poem"},
            "te-01.yml te-01-01: genre 'poem' is none of analysis, wire, country, profile, history, ngo, commentary",
        ),
        ({"published": "June"}, "te-01.yml te-01-01: published 'June' is no EDTF date"),
        (
            {"actors": [{"name": "Blue Army", "kind": "group"}], "events": []},
            "te-01.yml te-01-01: actor name 'Blue Army' does not stand in the text",
        ),
        (
            {"relations": [{"type": "leads", "a": "Ruritania", "b": "Red Dawn Front", "quote": "Red Dawn Front"}]},
            "te-01.yml te-01-01: relation 1: a 'Ruritania' is a state, but leads takes person",
        ),
        (
            {"relations": [{"type": "fights", "a": "Ruritania", "b": "Red Dawn Front", "quote": "they fight"}]},
            "te-01.yml te-01-01: relation 1: quote is not verbatim: 'they fight'",
        ),
        ({"colour": "red"}, "te-01.yml te-01-01: unknown key 'colour'"),
    ],
)
def test_a_fault_is_named_with_its_place(change: dict[str, Any], sentence: str) -> None:
    assert faults(passage(**change)) == [sentence]


@pytest.mark.parametrize(
    ("text", "low", "high", "approx"),
    [
        ("5", 5, 5, False),
        ("50-200", 50, 200, False),
        ("10+", 10, None, False),
        ("-50", None, 50, False),
        ("~400", 400, 400, True),
        ("24+~", 24, None, True),
    ],
)
def test_counts_are_read_and_written_alike(text: str, low: int | None, high: int | None, approx: bool) -> None:
    count = passages.parse_count(text)
    assert count == {"min": low, "max": high, "approx": approx}
    assert passages.write_count(count) == text


@given(st.text(max_size=12).filter(lambda text: not any(c.isdigit() for c in text)))
def test_no_other_text_is_a_count(text: str) -> None:
    with pytest.raises(ValueError, match="is none of 5, 50-200"):
        passages.parse_count(text)
