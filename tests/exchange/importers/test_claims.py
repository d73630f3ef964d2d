"""Claims in the codebook's form, with their text beside them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from foedus.errors import BadInput, NotFound
from foedus.exchange.importers.claims import reading_of
from foedus.model.claim import Certainty, EventClaim, RelationClaim
from foedus.model.reading import GapKind

TEXT = "Red Band raided the fort at Wana on 3 May 2012 (Dawn, May 4). Red Band is reportedly allied with Blue Host.\n"
EVENT: dict[str, Any] = {
    "type": "attack",
    "date": "2012-05-03",
    "place": "Wana",
    "country": "PK",
    "initiators": ["Red Band"],
    "targets": [],
    "participants": [],
    "killed": {"min": 2, "max": 2, "approx": False},
    "wounded": None,
    "status": "completed",
    "certainty": "stated",
    "attribution": None,
    "sources": [{"publisher": "Dawn", "place": None, "date": "2012-05-04"}],
    "quote": "Red Band raided the fort at Wana on 3 May 2012",
}
RELATION: dict[str, Any] = {
    "type": "allied_with",
    "a": "Red Band",
    "b": "Blue Host",
    "start": None,
    "end": None,
    "role": None,
    "certainty": "hedged",
    "attribution": None,
    "sources": [],
    "quote": "Red Band is reportedly allied with Blue Host",
}


def _file(folder: Path, **told: Any) -> Path:
    group = {"kind": "group", "aliases": []}
    whole = {
        "title": "A report",
        "publisher": "The Wire",
        "published": "2012-05-05",
        "url": None,
        "actors": [{"name": "Red Band", **group}, {"name": "Blue Host", **group}],
        "events": [EVENT],
        "relations": [RELATION],
    }
    file = folder / "report.json"
    file.write_text(json.dumps({**whole, **told}), encoding="utf-8")
    (folder / "report.txt").write_text(TEXT, encoding="utf-8")
    return file


def test_claims_are_taken_over_with_everything_they_tell(tmp_path: Path) -> None:
    found = reading_of(_file(tmp_path))
    event, relation = found.claims
    assert isinstance(event, EventClaim)
    assert isinstance(relation, RelationClaim)
    told = {name: value for name, value in event.to_json().items() if value not in (None, [])}
    assert told == {name: value for name, value in EVENT.items() if value not in (None, [])}
    assert relation.to_json() == RELATION
    assert (relation.certainty, relation.origin.reader) == (Certainty.HEDGED, "imported")
    assert (found.reader, found.gaps, found.document.publisher) == ("imported", (), "The Wire")
    assert TEXT[event.quote.start : event.quote.end] == EVENT["quote"]


def test_a_name_that_the_lexicon_settles_becomes_its_entry(tmp_path: Path) -> None:
    found = reading_of(_file(tmp_path, actors=[{"name": "Pakistan", "kind": "state"}, {"name": "Red Band", "kind": "group"}]))
    assert [actor.lexicon for actor in found.actors] == ["state:pakistan", None]


def test_what_read_writes_can_be_imported_again(tmp_path: Path) -> None:
    from foedus.exchange.exporters.claims import reading_json

    first = reading_of(_file(tmp_path))
    (tmp_path / "report.json").write_text(json.dumps(reading_json(first, "report")), encoding="utf-8")
    again = reading_of(tmp_path / "report.json")
    assert [claim.to_json() for claim in again.claims] == [claim.to_json() for claim in first.claims]
    assert [claim.quote for claim in again.claims] == [claim.quote for claim in first.claims]


@pytest.mark.parametrize(
    ("told", "kind", "detail"),
    [
        ({"events": [{**EVENT, "quote": "Red Band fled"}]}, GapKind.UNPLACED_QUOTE, "'Red Band fled' do not stand in the text"),
        (
            {"events": [{**EVENT, "type": "raid"}]},
            GapKind.REFUSED_CLAIM,
            "events: event type 'raid' is not in the vocabulary",
        ),
        ({"events": [{**EVENT, "date": "May 3"}]}, GapKind.REFUSED_CLAIM, "item 1 of events: date 'May 3' is not EDTF"),
        (
            {"relations": [{**RELATION, "type": "leads"}]},
            GapKind.REFUSED_CLAIM,
            "item 1 of relations: leads does not hold between a group ('Red Band') and a group ('Blue Host')",
        ),
    ],
)
def test_a_claim_that_cannot_be_taken_over_becomes_a_gap_and_the_rest_stays(
    tmp_path: Path, told: dict[str, Any], kind: GapKind, detail: str
) -> None:
    found = reading_of(_file(tmp_path, **told))
    (gap,) = found.gaps
    assert (gap.kind, len(found.claims)) == (kind, 1)
    assert detail in gap.detail


def test_the_text_must_lie_beside_the_claims(tmp_path: Path) -> None:
    file = _file(tmp_path)
    (tmp_path / "report.txt").unlink()
    with pytest.raises(NotFound) as fault:
        reading_of(file)
    assert str(fault.value) == (
        f"the text of {file} is missing: there is no {tmp_path / 'report.txt'}; put it beside the claims, as a quote needs its "
        "text"
    )


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("[1]", "has no list 'actors'; claims in the codebook's form have actors, events and relations"),
        ("{", "cannot read"),
        ('{"actors": [{"kind": "group"}], "events": [], "relations": []}', "is not in the codebook's form (KeyError: 'name')"),
    ],
)
def test_a_file_of_another_form_is_refused(tmp_path: Path, content: str, sentence: str) -> None:
    file = _file(tmp_path)
    file.write_text(content, encoding="utf-8")
    with pytest.raises(BadInput) as fault:
        reading_of(file)
    assert sentence in str(fault.value)


@pytest.mark.shared
def test_the_seed_is_imported_whole_but_for_members_that_are_peoples(shared: Path) -> None:
    found = reading_of(shared / "gold/seed/seed.json")
    told = json.loads((shared / "gold/seed/seed.json").read_text(encoding="utf-8"))
    assert len(found.actors) == len(told["actors"])
    assert len(found.claims) + len(found.gaps) == len(told["events"]) + len(told["relations"])
    assert all("member_of does not hold between a community" in gap.detail for gap in found.gaps)
