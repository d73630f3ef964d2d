"""A second reading of a gold passage takes the place of the first coder's claims, and of nothing else."""

from __future__ import annotations

from pathlib import Path

from training.prepare import second_reading

from training import passages

TEXT = "The Red Front, formed in 1988, refuses to talk to the Blue League.\n"
GOLD = {
    "id": "x-01",
    "title": "Fronts",
    "published": "1990",
    "actors": [{"name": "Red Front", "kind": "group", "aliases": []}],
    "events": [],
    "relations": [],
}
AGAIN = """
id: x-01-second
of: x-01
actors: [{name: Red Front, kind: group}, {name: Blue League, kind: group}]
events:
- {type: organisation, date: 1988, targets: [Red Front], quote: 0-29}
relations:
- {type: negotiates_with, a: Red Front, b: Blue League, certainty: denied, quote: 31-65}
"""


def test_a_second_reading_replaces_the_claims_and_keeps_what_is_told_of_the_passage(tmp_path: Path) -> None:
    (tmp_path / "se-01.yml").write_text(AGAIN, encoding="utf-8")
    readings = passages.second_readings(tmp_path)
    gold = second_reading(TEXT, GOLD, readings["x-01"])
    assert (gold["id"], gold["title"], gold["published"]) == ("x-01", "Fronts", "1990")
    assert [actor["name"] for actor in gold["actors"]] == ["Red Front", "Blue League"]
    assert gold["events"][0]["quote"] == "The Red Front, formed in 1988"
    assert gold["relations"][0]["quote"] == "refuses to talk to the Blue League"
    assert gold["relations"][0]["certainty"] == "denied"
    assert GOLD["relations"] == []
