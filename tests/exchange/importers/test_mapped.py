"""Tables of any layout, by a mapping file."""

from __future__ import annotations

from pathlib import Path

import pytest

from foedus.errors import BadInput, NotFound
from foedus.exchange.importers.mapped import import_table
from foedus.model.claim import Certainty, RelationClaim, Status
from foedus.model.numbers import Count
from foedus.model.reading import Reading
from tests.exchange.importers.reading import details, event_of, kinds
from tests.exchange.importers.samples import MAPPED, MAPPING, Cells, table, written

WHOLE = """
claim: event
publisher: Field notes
columns:
  type: What
  date: From
  date_end: Till
  initiators: Who
  targets: Whom
  targets_kind: Whom they are
  place: Where
  latitude: Lat
  longitude: Long
  precision: How near
  country: Land
  killed_min: Dead at least
  killed_max: Dead at most
  wounded: Hurt
  status: Became
  certainty: How sure
  attribution: Says who
  sources: Read in
always: {certainty: hedged}
codes: {type: {Shelling: attack}, status: {no: failed}, precision: {town: point}}
unknown: ["-99", "?"]
separator: "/"
"""
ROW: Cells = {
    "What": "shelling",
    "From": "8 March 2013",
    "Till": "2013-03-10",
    "Who": "Red Band / Blue Host",
    "Whom": "Villagers",
    "Whom they are": "community",
    "Where": "Wana",
    "Lat": "11.5",
    "Long": "13.25",
    "How near": "town",
    "Land": "NGA",
    "Dead at least": "2",
    "Dead at most": "5",
    "Hurt": "-99",
    "Became": "no",
    "How sure": "?",
    "Says who": "elders",
    "Read in": "Dawn/The Wire",
}


def read(folder: Path, rows: list[Cells], mapping: str = WHOLE) -> Reading:
    """The reading of a table with that mapping beside it."""
    written(folder, "mine.mapping.yml", mapping)
    (reading,) = import_table(written(folder, "mine.csv", table(rows)))
    return reading


def test_every_field_is_taken_from_its_column(tmp_path: Path) -> None:
    reading = read(tmp_path, [ROW])
    event = event_of(reading)
    assert (event.type, str(event.date), event.country) == ("attack", "2013-03-08/2013-03-10", "NG")
    assert (event.initiators, event.targets) == (("Red Band", "Blue Host"), ("Villagers",))
    assert (event.killed, event.wounded, event.status, event.certainty) == (Count(2, 5), None, Status.FAILED, Certainty.HEDGED)
    assert (event.attribution, [one.publisher for one in event.citations]) == ("elders", ["Dawn", "The Wire"])
    assert event.place is not None
    assert event.place.location is not None
    assert event.place.location.precision == "point"
    assert kinds(reading)["Villagers"] == "community"
    assert (reading.document.publisher, reading.gaps) == ("Field notes", ())


def test_coordinates_of_unknown_exactness_are_no_point(tmp_path: Path) -> None:
    place = event_of(read(tmp_path, [{**ROW, "How near": ""}])).place
    assert place is not None
    assert place.location is not None
    assert place.location.precision == "area"


def test_relations_are_mapped_too(tmp_path: Path) -> None:
    mapping = (
        "claim: relation\ncolumns: {type: Tie, a: One, b: Other, start: Since, role: As}\ncodes: {type: {friends: allied_with}}\n"
    )
    rows = [{"Tie": "friends", "One": "Red Band", "Other": "Blue Host", "Since": "2012-05", "As": ""}]
    (claim,) = read(tmp_path, [*rows, {**rows[0], "Other": ""}], mapping).claims
    assert isinstance(claim, RelationClaim)
    assert (claim.type, claim.a, claim.b, str(claim.start), claim.end) == (
        "allied_with",
        "Red Band",
        "Blue Host",
        "2012-05",
        None,
    )


@pytest.mark.parametrize(
    ("told", "gap"),
    [
        ({"What": "picnic"}, "type 'picnic' is no code that can be taken over; known are attack, bombing"),
        ({"From": "spring"}, "date: date 'spring' is not written as 2013-03-08 or 08 March 2013"),
        ({"From": "2013-04-01"}, "date 2013-04-01 is after date_end 2013-03-10"),
        ({"Hurt": "some"}, "wounded 'some' is no number of people"),
        ({"Dead at least": "9"}, "killed runs from 9 to 5, which is backwards; it was not taken"),
        ({"Land": "Nowhere"}, "country 'Nowhere' is not known"),
        ({"Became": "perhaps"}, "status 'perhaps' is none of completed, failed, planned; it was not taken"),
        ({"Whom they are": "army"}, "targets_kind 'army' is no kind of actor; known are group"),
    ],
)
def test_what_the_mapping_does_not_settle_is_a_gap(tmp_path: Path, told: Cells, gap: str) -> None:
    (detail,) = details(read(tmp_path, [{**ROW, **told}]))
    assert detail.startswith(gap)


@pytest.mark.parametrize(
    ("mapping", "sentence"),
    [
        ("claim: rumour\ncolumns: {type: What}", "makes claim 'rumour'; write event or relation"),
        ("columns: {typo: What}", "names field 'typo'; event has type, date, date_end"),
        ("claim: event", "has no 'columns'; write, for each field, the column it stands in"),
        ("columns: [", "as YAML in UTF-8"),
        ("columns: {type: Nowhere}", "line 1: no column 'nowhere'"),
        ("columns: {type: What}\nactors: {kinds: [[a]]}", "has 'actors' that are not understood"),
    ],
)
def test_a_mapping_that_cannot_be_followed_is_refused(tmp_path: Path, mapping: str, sentence: str) -> None:
    with pytest.raises(BadInput) as fault:
        read(tmp_path, [ROW], mapping)
    assert sentence in str(fault.value)


def test_a_missing_mapping_is_named(tmp_path: Path) -> None:
    file = written(tmp_path, "mine.csv", table([MAPPED]))
    with pytest.raises(NotFound) as fault:
        list(import_table(file))
    assert str(fault.value) == f"there is no mapping {tmp_path / 'mine.mapping.yml'}; write one, or name it with --mapping"


def test_another_mapping_is_another_reading_of_the_same_document(tmp_path: Path) -> None:
    file = written(tmp_path, "mine.csv", table([MAPPED]))
    written(tmp_path, "mine.mapping.yml", MAPPING)
    other = written(tmp_path, "other.yml", MAPPING.replace("attack", "bombing"))
    (one,), (two,) = import_table(file), import_table(file, mapping=other)
    assert one.document == two.document
    assert one.id != two.id
