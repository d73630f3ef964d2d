"""ACLED, GTD, GDELT, POLECAT, the other UCDP datasets, relation sheets and edge lists, on rows made up in their layout."""

from __future__ import annotations

import csv
import io
from collections import Counter
from pathlib import Path

import pytest

from foedus.exchange.importers.dataset import data, dataset
from foedus.exchange.importers.registry import importer
from foedus.model.claim import Certainty, EventClaim, RelationClaim, Status
from foedus.model.numbers import Count
from foedus.model.vocabulary import vocabulary
from tests.exchange.importers.reading import details, event_of, kinds, read_rows, relations_of
from tests.exchange.importers.samples import (
    ACLED,
    ACTOR,
    DYADIC,
    EDGE,
    GDELT,
    GTD,
    POLECAT,
    RELATION,
    SUPPORT,
    Cells,
    gdelt_text,
    written,
)

DATASETS = ("ucdp_ged", "ucdp_actor", "ucdp_dyadic", "ucdp_support", "acled", "gtd", "gdelt", "polecat", "relations", "edges")


@pytest.mark.parametrize("name", DATASETS)
def test_every_code_means_a_term_of_the_vocabulary(name: str) -> None:
    terms = {*vocabulary().events, *vocabulary().relations, None}
    codes = [meaning for table in data(name).get("codes", {}).values() if isinstance(table, dict) for meaning in table.values()]
    assert {meaning["type"] for meaning in codes if isinstance(meaning, dict) and "type" in meaning} <= terms
    assert {kind for _, kind in data(name).get("actors", {}).get("kinds", ())} <= set(vocabulary().kinds)
    assert dataset(name).layout.required
    for wanted in dataset(name).layout.required:
        assert set(wanted.split("|")) <= dataset(name).layout.known


# --- ACLED ------------------------------------------------------------------------------------------------------------------


def test_acled_tells_who_where_when_and_by_whom_it_is_said(tmp_path: Path) -> None:
    reading = read_rows("acled", tmp_path, [ACLED])
    event = event_of(reading)
    assert (event.type, str(event.date), event.country, event.killed) == ("clash", "2023-03-08", "NG", Count(4, 4))
    assert (event.initiators, event.targets) == (("Red Band", "Blue Host"), ("Military Forces of Nigeria (2015-2023)",))
    assert kinds(reading) == {"Red Band": "group", "Blue Host": "group", "Military Forces of Nigeria (2015-2023)": "force"}
    assert [one.publisher for one in event.citations] == ["Dawn", "The Wire"]
    assert details(reading) == []


def test_acled_in_its_former_columns_says_the_same(tmp_path: Path) -> None:
    former = {
        **ACLED,
        "iso3": "NGA",
        "data_id": "7",
        "event_id_no_cnty": "1",
        "inter2": "1",
        "event_date": "08 March 2023",
        "iso": "",
    }
    assert event_of(read_rows("acled", tmp_path, [former])).to_json() | {"quote": ""} == event_of(
        read_rows("acled", tmp_path, [ACLED])
    ).to_json() | {"quote": ""}


@pytest.mark.parametrize(
    ("precision", "edtf"), [("1", "2023-03-08"), ("2", "2023-03-05~/2023-03-11~"), ("3", "2023-03"), ("9", "2023-03-08~")]
)
def test_acled_dates_are_days_weeks_or_months(tmp_path: Path, precision: str, edtf: str) -> None:
    reading = read_rows("acled", tmp_path, [{**ACLED, "time_precision": precision}])
    assert str(event_of(reading).date) == edtf
    assert details(reading) == (["time_precision '9' is none of 1, 2 and 3"] if precision == "9" else [])


@pytest.mark.parametrize(
    ("precision", "name", "fixed"), [("1", "Wana", "point"), ("2", "Wana", "area"), ("3", "Borno", "province")]
)
def test_acled_places_are_no_more_exact_than_their_code(tmp_path: Path, precision: str, name: str, fixed: str) -> None:
    place = event_of(read_rows("acled", tmp_path, [{**ACLED, "geo_precision": precision}])).place
    assert place is not None
    assert place.location is not None
    assert (place.name, place.location.precision) == (name, fixed)


@pytest.mark.parametrize(
    ("told", "type_", "initiators", "targets"),
    [
        (
            {"actor1": "Unidentified Armed Group (Nigeria)", "assoc_actor_1": ""},
            "clash",
            (),
            ("Military Forces of Nigeria (2015-2023)",),
        ),
        (
            {
                "event_type": "Protests",
                "sub_event_type": "Excessive force against protesters",
                "actor1": "Protesters (Nigeria)",
                "assoc_actor_1": "",
                "inter1": "Protesters",
            },
            "attack",
            ("Military Forces of Nigeria (2015-2023)",),
            ("Protesters (Nigeria)",),
        ),
        (
            {
                "sub_event_type": "Abduction/forced disappearance",
                "actor2": "Civilians (Nigeria)",
                "inter2": "7",
                "assoc_actor_1": "",
            },
            "abduction",
            ("Red Band",),
            ("Civilians (Nigeria)",),
        ),
        (
            {"event_type": "Remote violence", "sub_event_type": "", "assoc_actor_1": ""},
            "attack",
            ("Red Band",),
            ("Military Forces of Nigeria (2015-2023)",),
        ),
    ],
)
def test_acled_sides(tmp_path: Path, told: Cells, type_: str, initiators: tuple[str, ...], targets: tuple[str, ...]) -> None:
    event = event_of(read_rows("acled", tmp_path, [{**ACLED, **told}]))
    assert (event.type, event.initiators, event.targets) == (type_, initiators, targets)


def test_acled_agreements_have_participants_and_other_says_nothing(tmp_path: Path) -> None:
    strategic = {"event_type": "Strategic developments"}
    rows = [{**ACLED, **strategic, "sub_event_type": "Agreement"}, {**ACLED, **strategic, "sub_event_type": "Other"}]
    reading = read_rows("acled", tmp_path, rows)
    event = event_of(reading)
    assert (event.type, event.initiators) == ("agreement", ())
    assert event.participants == ("Red Band", "Blue Host", "Military Forces of Nigeria (2015-2023)")
    assert details(reading) == ["sub_event_type 'Other' is no code that can be taken over"]


# --- GTD --------------------------------------------------------------------------------------------------------------------


def test_gtd_tells_an_incident(tmp_path: Path) -> None:
    reading = read_rows("gtd", tmp_path, [GTD])
    event = event_of(reading)
    assert (event.type, str(event.date), event.country) == ("bombing", "2013-03", "NG")
    assert (event.initiators, event.targets) == (("Red Band",), ("Borno Police",))
    assert (event.killed, event.wounded, event.status, event.certainty) == (Count(2, 2), None, Status.COMPLETED, Certainty.STATED)
    assert [(one.publisher, str(one.date)) for one in event.citations] == [
        ("The Wire", "2013-03-09"),
        ("Somebody said so", "None"),
    ]
    assert kinds(reading) == {"Red Band": "group", "Borno Police": "force"}
    assert details(reading) == []


@pytest.mark.parametrize(
    ("told", "edtf"),
    [
        ({"imonth": "0"}, "2013"),
        ({"iday": "8"}, "2013-03-08"),
        ({"iyear": "0"}, "None"),
        ({"iday": "8", "extended": "1", "resolution": "2013-03-20"}, "2013-03-08/2013-03-20"),
        ({"imonth": "2", "iday": "30"}, "None"),
    ],
)
def test_gtd_dates_leave_open_what_is_zero(tmp_path: Path, told: Cells, edtf: str) -> None:
    assert str(event_of(read_rows("gtd", tmp_path, [{**GTD, **told}])).date) == edtf


@pytest.mark.parametrize(
    ("told", "field", "value"),
    [
        ({"gname": "Unknown"}, "initiators", ()),
        ({"gname2": "Blue Host"}, "initiators", ("Red Band", "Blue Host")),
        ({"success": "0"}, "status", Status.FAILED),
        ({"guncertain1": "1"}, "certainty", Certainty.HEDGED),
        ({"nkill": "1.5"}, "killed", Count(1, 2, approx=True)),
        ({"nkill": ""}, "killed", None),
        ({"nkill": "-9"}, "killed", None),
        ({"nhostkid": "12", "nreleased": "-99"}, "captured", Count(12, 12)),
        ({"corp1": "Unknown", "targtype1": "14", "target1": "Villagers"}, "targets", ("Villagers",)),
        ({"corp1": "Not Applicable", "targtype1": "19", "target1": "Bus"}, "targets", ()),
        ({"corp1": "", "targtype1": "14", "target1": "Civilians"}, "targets", ("Civilians",)),
    ],
)
def test_gtd_fields(tmp_path: Path, told: Cells, field: str, value: object) -> None:
    assert getattr(event_of(read_rows("gtd", tmp_path, [{**GTD, **told}])), field) == value


@pytest.mark.parametrize(
    ("told", "precision"),
    [
        ({}, "point"),
        ({"vicinity": "1"}, "area"),
        ({"specificity": "2"}, "district"),
        ({"specificity": "4"}, "province"),
        ({"specificity": "5"}, "country"),
    ],
)
def test_gtd_places_are_no_more_exact_than_their_code(tmp_path: Path, told: Cells, precision: str) -> None:
    place = event_of(read_rows("gtd", tmp_path, [{**GTD, **told}])).place
    assert place is not None
    assert place.location is not None
    assert place.location.precision == precision


def test_gtd_rivals_for_one_deed_are_not_said_to_have_acted_together(tmp_path: Path) -> None:
    row = {**GTD, "gname2": "Blue Host", "claim2": "1", "compclaim": "1"}
    deed, claimed = read_rows("gtd", tmp_path, [row]).claims
    assert isinstance(deed, EventClaim)
    assert isinstance(claimed, EventClaim)
    assert (deed.initiators, deed.certainty) == (("Red Band",), Certainty.HEDGED)
    assert (claimed.type, claimed.initiators, claimed.date) == ("statement", ("Blue Host",), None)
    together = event_of(read_rows("gtd", tmp_path, [{**row, "compclaim": "0"}]))
    assert (together.initiators, together.certainty) == (("Red Band", "Blue Host"), Certainty.STATED)


def test_gtd_doubt_that_it_was_terrorism_hedges_nothing(tmp_path: Path) -> None:
    assert event_of(read_rows("gtd", tmp_path, [{**GTD, "doubtterr": "1"}])).certainty is Certainty.STATED


# --- GDELT and POLECAT --------------------------------------------------------------------------------------------------------


def _gdelt(folder: Path, *rows: Cells) -> EventClaim:
    (reading,) = importer("gdelt")(written(folder, "g.export.CSV", gdelt_text(*rows)))
    return event_of(reading)


def test_gdelt_tells_an_event_with_its_address(tmp_path: Path) -> None:
    event = _gdelt(tmp_path, GDELT)
    assert (event.type, str(event.date), event.country) == ("attack", "2013-03-08", "NG")
    assert (event.initiators, event.targets) == (("RED BAND",), ("NIGERIA",))
    assert [one.publisher for one in event.citations] == ["https://example.org/a"]
    assert event.place is not None
    assert event.place.location is not None
    assert event.place.location.precision == "point"


@pytest.mark.parametrize(
    ("code", "type_"),
    [
        ("0871", "agreement"),
        ("057", "agreement"),
        ("040", "meeting"),
        ("1831", "bombing"),
        ("195", "air_strike"),
        ("112", "statement"),
        ("085", "statement"),
        ("163", "designation"),
        ("166", "expulsion"),
    ],
)
def test_gdelt_codes_mean_what_the_longest_known_beginning_means(tmp_path: Path, code: str, type_: str) -> None:
    event = _gdelt(tmp_path, {**GDELT, "eventcode": code})
    assert event.type == type_
    assert event.participants == (("RED BAND", "NIGERIA") if type_ in ("agreement", "meeting") else ())


def test_gdelt_quotation_marks_are_plain_characters(tmp_path: Path) -> None:
    rows = [{**GDELT, "actor1name": '"RED'}, {**GDELT, "globaleventid": "2"}]
    (reading,) = importer("gdelt")(written(tmp_path, "g.export.CSV", gdelt_text(*rows)))
    assert len(reading.claims) == 2


def test_gdelt_aid_is_a_gap(tmp_path: Path) -> None:
    (reading,) = importer("gdelt")(written(tmp_path, "g.csv", gdelt_text(GDELT, {**GDELT, "eventcode": "073"})))
    assert details(reading) == ["EventCode '073' is no code that can be taken over"]


def test_polecat_tells_an_event_by_its_mode(tmp_path: Path) -> None:
    reading = read_rows("polecat", tmp_path, [POLECAT], "\t")
    event = event_of(reading)
    assert (event.type, str(event.date), event.country) == ("bombing", "2023-03-08", "NG")
    assert (event.initiators, event.targets) == (("Red Band",), ("Nigeria",))
    assert [(one.publisher, str(one.date)) for one in event.citations] == [("The Wire", "2023-03-09")]
    assert kinds(reading) == {"Red Band": "group", "Nigeria": "state"}


def test_polecat_hypothetical_events_are_planned(tmp_path: Path) -> None:
    event = event_of(read_rows("polecat", tmp_path, [{**POLECAT, "Contexts": "military;hypothetical", "Event Mode": ""}], "\t"))
    assert (event.type, event.certainty, event.status) == ("attack", Certainty.HYPOTHETICAL, Status.PLANNED)


@pytest.mark.parametrize(
    ("event_type", "mode", "type_"),
    [
        ("THREATEN", "arrest", "statement"),
        ("COERCE", "arrest", "arrest"),
        ("SANCTION", "withdraw", "statement"),
        ("RETREAT", "withdraw", "expulsion"),
        ("ASSAULT", "drone", "air_strike"),
        ("ASSAULT", "targeted", "assassination"),
        ("ASSAULT", "something new", "attack"),
    ],
)
def test_polecat_modes_mean_what_they_mean_with_their_type(tmp_path: Path, event_type: str, mode: str, type_: str) -> None:
    row = {**POLECAT, "Event Type": event_type, "Event Mode": mode}
    assert event_of(read_rows("polecat", tmp_path, [row], "\t")).type == type_


def test_polecat_actors_without_a_recipient_are_not_said_to_stand_together(tmp_path: Path) -> None:
    row = {**POLECAT, "Actor Name": "Red Band;Blue Host", "Recipient Name": "None"}
    event = event_of(read_rows("polecat", tmp_path, [row], "\t"))
    assert (event.type, event.initiators, event.participants) == ("clash", (), ("Red Band", "Blue Host"))


def test_polecat_who_resigns_is_who_goes_and_what_is_negated_is_denied(tmp_path: Path) -> None:
    row = {**POLECAT, "Event Type": "RETREAT", "Event Mode": "resign", "Contexts": "negation"}
    event = event_of(read_rows("polecat", tmp_path, [row], "\t"))
    assert (event.type, event.targets, event.initiators, event.certainty) == ("leadership", ("Red Band",), (), Certainty.DENIED)


def test_polecat_rows_with_too_many_tabs_are_gaps(tmp_path: Path) -> None:
    file = tmp_path / "p.txt"
    head, row = read_rows("polecat", tmp_path, [POLECAT], "\t").document.text.splitlines()
    file.write_text(f"{head}\n{row}\n{row}\tmore\tand more\n{row}\n", encoding="utf-8")
    (reading,) = importer("polecat")(file)
    assert len(reading.claims) == 2
    assert details(reading) == ["row 2 cannot be understood: 17 cells for 15 columns"]


# --- the other UCDP datasets --------------------------------------------------------------------------------------------------


def test_ucdp_actor_tells_names_splits_mergers_and_renamings(tmp_path: Path) -> None:
    reading = read_rows("ucdp-actor", tmp_path, [ACTOR])
    assert relations_of(reading) == [("split_from", "RB", "Old Band"), ("merged_with", "RB", "Great Host")]
    assert Counter(claim.type for claim in reading.claims)["organisation"] == 1
    assert reading.actors[0].aliases == ("Red Band", "RB-New", "RBN")
    assert [claim.start for claim in reading.claims if isinstance(claim, RelationClaim)] == [None, None]


def test_ucdp_actors_of_one_name_are_told_apart(tmp_path: Path) -> None:
    other = {
        **ACTOR,
        "ActorId": "900009",
        "NameOrigFullEng": "Republican Bloc",
        "ActorIdPrev": "900001",
        "NamePrev": "RB",
        "Alliance": "0",
    }
    reading = read_rows("ucdp-actor", tmp_path, [ACTOR, other])
    assert ("split_from", "RB (Republican Bloc)", "RB (Red Band)") in relations_of(reading)


@pytest.mark.shared
def test_ucdp_actor_is_taken_over_whole(shared: Path) -> None:
    readings = list(importer("ucdp-actor")(shared / "data/ucdp/ucdp-actor-221.csv"))
    named = {claim.type for reading in readings for claim in reading.claims}
    assert {reading.document.publisher for reading in readings} == {"UCDP Actor 22.1"}
    assert named == {"split_from", "merged_with", "part_of", "organisation"}
    rows = [row for reading in readings for row in csv.DictReader(io.StringIO(reading.document.text))]
    assert (len(rows), len({row["ActorId"] for row in rows})) == (1725, 1725)
    ties = (
        ("Splinter", "ActorIdPrev"),
        ("SplitTemp", "ActorIdSplitTemp"),
        ("Alliance", "ActorIdAlliance"),
        ("JoinGroup", "ActorIdGroup"),
    )
    expected = sum(len(row[ids].split(",")) for row in rows for flag, ids in ties if row[flag] == "1")
    assert sum(len(relations_of(reading)) for reading in readings) == expected - 1  # one split from itself, a gap
    lexicon = {actor.lexicon for reading in readings for actor in reading.actors if actor.lexicon}
    assert {"ucdp:303", "ucdp:1051"} <= lexicon
    assert [detail for reading in readings for detail in details(reading)] == [
        "split_from does not hold between an actor and itself"
    ]


def test_ucdp_dyads_fight_within_their_year_and_others_join_in(tmp_path: Path) -> None:
    reading = read_rows("ucdp-dyadic", tmp_path, [DYADIC])
    assert relations_of(reading) == [
        ("fights", "Government of Nigeria", "Red Band"),
        ("supports", "Government of Chad", "Government of Nigeria"),
        ("supports", "Government of Niger", "Government of Nigeria"),
    ]
    assert {(str(one.start), str(one.end)) for one in reading.claims if isinstance(one, RelationClaim)} == {("2013", "2013")}


def test_ucdp_support_is_hedged_where_alleged_and_absent_where_there_was_none(tmp_path: Path) -> None:
    rows = [SUPPORT, {**SUPPORT, "ext_alleged": "0"}, {**SUPPORT, "ext_sup": "0", "ext_name": ""}, {**SUPPORT, "year": "x"}]
    reading = read_rows("ucdp-support", tmp_path, rows)
    assert relations_of(reading) == [("supports", "Government of Chad", "Red Band")] * 3
    assert [claim.certainty for claim in reading.claims[:2]] == [Certainty.HEDGED, Certainty.STATED]
    assert details(reading) == ["year: date part 'x' is no number"]


# --- relation sheets and edge lists -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "type_"),
    [
        ("Ally", "allied_with"),
        ("host", "supports"),
        ("splinter", "split_from"),
        ("truce", "truce_with"),
        ("pledged_to", "pledged_to"),
    ],
)
def test_relations_of_a_sheet(tmp_path: Path, word: str, type_: str) -> None:
    reading = read_rows("relations", tmp_path, [{**RELATION, "relation": word}])
    (claim,) = reading.claims
    assert isinstance(claim, RelationClaim)
    assert (claim.type, claim.a, claim.b, str(claim.start), claim.end) == (type_, "Red Band", "Blue Host", "2012-05", None)
    assert [one.publisher for one in claim.citations] == ["Dawn", "The Wire"]


@pytest.mark.parametrize(
    ("told", "gap"),
    [
        ({"relation": "friend"}, "relation 'friend' is no code that can be taken over; known are ally, associate"),
        ({"start": "spring"}, "start: date 'spring' is not EDTF"),
        ({"actor_b": ""}, "an actor of the relation is not named"),
        ({"actor_b": "Red Band"}, "allied_with does not hold between an actor and itself"),
        ({"support": "advice"}, "support 'advice' is none of operational, material"),
        ({"certainty": "sure"}, "certainty 'sure' is none of stated, hedged, denied, hypothetical"),
        ({"kind_a": "army"}, "kind_a 'army' is no kind of actor; known are group"),
    ],
)
def test_what_a_sheet_says_amiss_is_told(tmp_path: Path, told: Cells, gap: str) -> None:
    (detail,) = details(read_rows("relations", tmp_path, [{**RELATION, **told}]))
    assert detail.startswith(gap)


@pytest.mark.parametrize(
    ("told", "type_"),
    [({}, "opposes"), ({"sign": "1"}, "allied_with"), ({"sign": "0"}, "truce_with"), ({"type": "fights"}, "fights")],
)
def test_edges_are_ties_of_their_sign(tmp_path: Path, told: Cells, type_: str) -> None:
    reading = read_rows("edges", tmp_path, [{**EDGE, **told}])
    assert relations_of(reading) == [(type_, "Red Band", "Blue Host")]


def test_what_an_edge_says_amiss_is_told(tmp_path: Path) -> None:
    rows = [{**EDGE, "sign": "2"}, {**EDGE, "type": "allied_with"}, {**EDGE, "a": ""}, {**EDGE, "start": "", "slice": "46-49"}]
    assert details(read_rows("edges", tmp_path, rows)) == [
        "sign '2' is no code that can be taken over; known are 1, 0, -1",
        "type 'allied_with' is no relation type of sign -1; opposes was taken",
        "an end of the edge has no name",
        "slice '46-49' is no EDTF date; the tie was left without one",
    ]
