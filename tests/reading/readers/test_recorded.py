"""Claims coded before are replayed as they were; what cannot be replayed is said."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from foedus.errors import BadInput, NotFound
from foedus.model.claim import Certainty, EventClaim, RelationClaim, Status
from foedus.model.numbers import Count
from foedus.model.reading import GapKind
from foedus.model.source import Document
from foedus.reading.pipeline import read
from foedus.reading.readers.recorded import RecordedReader, text_hash

TEXT = "Hamas struck Ashkelon in 2012, police said. Fatah backs Hamas."
DOCUMENT = Document(TEXT, origin="reports/gaza-07.txt")

EVENT: dict[str, Any] = {
    "type": "attack", "date": "2012", "place": "Ashkelon", "country": "IL",
    "initiators": ["Hamas"], "targets": [], "participants": [],
    "killed": {"min": 1, "max": None, "approx": False}, "status": "completed", "certainty": "hedged", "attribution": "police",
    "sources": [{"publisher": "Dawn", "place": None, "date": "2012-05-01"}], "quote": "Hamas struck Ashkelon in 2012",
}
RELATION: dict[str, Any] = {
    "type": "supports", "a": "Fatah", "b": "Hamas", "start": None, "end": None, "role": None, "certainty": "stated",
    "attribution": None, "sources": [], "quote": "Fatah backs Hamas.",
}
ACTORS = [{"name": "Hamas", "kind": "group", "aliases": []}, {"name": "Fatah", "kind": "group", "aliases": []}]


def written(folder: Path, stem: str = "gaza-07", **changed: Any) -> RecordedReader:
    told = {"actors": ACTORS, "events": [EVENT], "relations": [RELATION], **changed}
    folder.joinpath(f"{stem}.json").write_text(json.dumps(told), encoding="utf-8")
    return RecordedReader(folder)


def test_a_recording_is_found_by_the_name_of_the_file_it_is_of(tmp_path: Path) -> None:
    reading = read(DOCUMENT, written(tmp_path))
    event, relation = reading.claims
    assert isinstance(event, EventClaim)
    assert isinstance(relation, RelationClaim)
    assert event.to_json() == {**EVENT, "wounded": None, "captured": None, "freed": None, "displaced": None}
    assert (event.killed, event.status, event.certainty) == (Count(1, None), Status.COMPLETED, Certainty.HEDGED)
    assert relation.to_json() == RELATION
    assert (relation.quote.start, relation.quote.end) == (44, 62)


def test_a_recording_is_found_by_the_hash_of_the_text_first(tmp_path: Path) -> None:
    written(tmp_path, events=[])
    reader = written(tmp_path, stem=text_hash(TEXT), relations=[])
    assert [claim.type for claim in read(DOCUMENT, reader).claims] == ["attack"]
    assert [claim.type for claim in read(Document(TEXT), reader).claims] == ["attack"]


def test_mentions_of_an_actor_are_whole_words(tmp_path: Path) -> None:
    text = "Hamas left. Hamasland is not Hamas."
    reader = written(tmp_path, stem=text_hash(text), events=[], relations=[])
    assert read(Document(text), reader).actors[0].mentions == ((0, 5), (29, 34))


def test_a_name_may_run_over_the_end_of_a_line(tmp_path: Path) -> None:
    text = "The Popular\nFront left."
    front = {"name": "Popular Front", "kind": "group"}
    reader = written(tmp_path, stem=text_hash(text), actors=[front], events=[], relations=[])
    assert read(Document(text), reader).actors[0].mentions == ((4, 17),)


def test_the_version_is_a_hash_over_the_recordings(tmp_path: Path) -> None:
    first = written(tmp_path).version
    assert RecordedReader(tmp_path).version == first
    assert written(tmp_path, events=[]).version != first


def test_a_document_without_a_recording_is_refused_with_the_names_looked_for(tmp_path: Path) -> None:
    reader = written(tmp_path)
    with pytest.raises(NotFound) as caught:
        read(Document("Rain.", origin="b/c.txt"), reader)
    assert str(caught.value) == f"{tmp_path} holds no claims of b/c.txt: there is no {text_hash('Rain.')}.json nor c.json"


def test_a_folder_without_recordings_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotFound) as caught:
        RecordedReader(tmp_path / "none")
    assert str(caught.value) == (
        f"there are no recorded claims (*.json) in {tmp_path / 'none'}; name a folder written by foedus read --json"
    )


@pytest.mark.parametrize(
    "content", ["{", "[]", '{"actors": []}', '{"actors": [{"name": "X", "kind": "army"}], "events": [], "relations": []}']
)
def test_a_broken_recording_is_refused_by_name(tmp_path: Path, content: str) -> None:
    tmp_path.joinpath("gaza-07.json").write_text(content, encoding="utf-8")
    told = r"gaza-07\.json is no recording in the codebook's form .*; write it with foedus read --json"
    with pytest.raises(BadInput, match=told):
        read(DOCUMENT, RecordedReader(tmp_path))


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"type": "betrayal"}, "relation type 'betrayal' is not in the vocabulary"),
        ({"type": "leads"}, "leads does not hold between a group ('Fatah') and a group ('Hamas')"),
        ({"a": "Mossad"}, "'Mossad' is neither one of the actors nor words of the text"),
        ({"start": "2012-13"}, "2012-13"),
    ],
)
def test_a_claim_that_may_not_be_becomes_a_gap(tmp_path: Path, changed: dict[str, Any], reason: str) -> None:
    reading = read(DOCUMENT, written(tmp_path, relations=[{**RELATION, **changed}]))
    assert [claim.type for claim in reading.claims] == ["attack"]
    refused = [gap.detail for gap in reading.gaps if gap.kind is GapKind.REFUSED_CLAIM]
    assert len(refused) == 1
    assert reason in refused[0]


def test_words_that_do_not_stand_in_the_text_become_a_gap(tmp_path: Path) -> None:
    reading = read(DOCUMENT, written(tmp_path, events=[{**EVENT, "quote": "Hamas shelled Ashkelon"}]))
    assert [claim.type for claim in reading.claims] == ["supports"]
    assert GapKind.UNPLACED_QUOTE in {gap.kind for gap in reading.gaps}
