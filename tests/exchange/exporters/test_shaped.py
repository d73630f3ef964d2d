"""Rows in the shape of other datasets: their codes, and a word on everything they cannot hold."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from foedus.exchange.exporters.report import Report
from foedus.exchange.exporters.selection import Selection
from foedus.exchange.exporters.shaped import codes
from foedus.ledger.intake import record
from foedus.ledger.session import Ledger
from foedus.model.claim import EventClaim, Origin
from foedus.model.dates import DateSpan
from foedus.model.reading import Reading
from foedus.model.source import Document, Quote
from tests.exchange.exporters.odd import ARABIC, EMOJI, FORMULA, LINES, PLAIN, QUOTED, rows, written
from tests.ledger.made import at


def table(name: str, told: Selection) -> tuple[list[dict[str, str]], Report]:
    made, report = written(name, told)
    return rows(made["export.csv"]), report


def types_left_out(told: Selection, report: Report) -> dict[str, set[str]]:
    types = {entry.claim.id: entry.claim.type for entry in told.claims()}
    return {why: {types[claim] for claim in claims} for why, claims in report.left_out.items()}


@pytest.mark.parametrize(("name", "columns"), [("ucdp-ged", 49), ("acled", 31), ("gtd", 135)])
def test_the_columns_are_those_of_the_dataset(name: str, columns: int, told: Selection) -> None:
    found, _ = table(name, told)
    assert len(found[0]) == columns
    assert list(found[0]) == codes(name.replace("-", "_"))["columns"]


def test_ged_has_fatal_events_with_sides_precision_and_sources(told: Selection) -> None:
    found, report = table("ucdp-ged", told)
    clash, bombing = found
    assert (clash["side_a"], clash["side_b"]) == (PLAIN, f"{ARABIC}, {EMOJI}")  # the state is side a
    assert (clash["type_of_violence"], clash["date_prec"], clash["where_prec"], clash["event_clarity"]) == ("1", "1", "1", "")
    assert {"that it is hedged", "who began: the government stands as side a"} <= set(report.reduced)
    assert (clash["best"], clash["low"], clash["high"], clash["deaths_unknown"]) == ("2", "2", "5", "2")
    assert clash["source_office"] == "The Wire;-Dawn;Xinhua"
    assert (clash["country"], clash["latitude"], clash["longitude"]) == ("Ghana", "5.78", "0.63")
    assert (bombing["type_of_violence"], bombing["side_a"], bombing["where_prec"], bombing["date_prec"]) == ("", "", "6", "2")
    assert types_left_out(told, report)["an event that is not told to have killed anybody: UCDP GED holds only fatal ones"] == {
        "abduction"
    }
    assert "the number wounded, for which UCDP GED has no column" in report.reduced


def test_acled_has_the_quote_in_its_notes_and_says_where_a_type_is_only_the_nearest(told: Selection) -> None:
    found, report = table("acled", told)
    by_type = {row["notes"].rpartition("[type ")[2].partition(";")[0].rstrip("]"): row for row in found}
    clash, bombing, abduction = (by_type[name] for name in ("clash", "bombing", "abduction"))
    assert (clash["event_type"], clash["sub_event_type"], clash["actor1"]) == ("Battles", "Armed clash", ARABIC)
    assert (clash["assoc_actor_1"], clash["inter1"], clash["inter2"]) == (EMOJI, "Rebel Groups", "State Forces")
    assert (clash["fatalities"], clash["time_precision"], clash["geo_precision"], clash["iso"]) == ("2", "1", "1", "288")
    assert "[type clash; hedged; according to =cmd|' /C calc'!A0; dead 2 to 5]" in clash["notes"]
    assert (bombing["time_precision"], bombing["civilian_targeting"], bombing["geo_precision"]) == (
        "2",
        "Civilian targeting",
        "3",
    )
    assert (abduction["event_type"], abduction["time_precision"]) == ("Violence against civilians", "3")
    assert abduction["latitude"] == ""
    assert "the type meeting, which has no equal in ACLED: Other is the nearest" in report.reduced
    assert types_left_out(told, report)["an event of type statement, which has no equal in ACLED"] == {"statement"}


@pytest.mark.parametrize(
    ("target", "civilians"), [("two wounded aid workers", True), ("dozens of villagers", True), ("ten insurgents", False)]
)
def test_unarmed_people_without_a_name_are_civilians_though_no_actor_of_the_ledger(
    target: str, civilians: bool, tmp_path: Path
) -> None:
    document = Document(f"Villagers shot at {target} on 1 May 2012.")
    quote = Quote(document.id, 0, len(document.text), document.text)
    told: dict[str, Any] = {"date": DateSpan.parse("2012-05-01"), "initiators": ("Villagers",), "targets": (target,)}
    attack = EventClaim(type="attack", quote=quote, origin=Origin("odd", "1"), **told)
    with Ledger.open(tmp_path / "l.sqlite") as ledger:
        record(ledger, Reading(document, "odd", "1", (), (attack,)), now=at(1))
        (acled,), _ = table("acled", Selection(ledger.view()))
        (gtd,), _ = table("gtd", Selection(ledger.view()))
    assert (acled["actor1"], acled["inter1"], acled["actor2"], gtd["target1"]) == ("Villagers", "", target, target)
    assert (acled["inter2"], acled["civilian_targeting"]) == (("Civilians", "Civilian targeting") if civilians else ("", ""))
    assert (gtd["targtype1_txt"] == "Private Citizens & Property") is civilians


def test_gtd_has_zero_for_what_is_not_told_and_acts_of_others_than_states(told: Selection) -> None:
    found, report = table("gtd", told)
    clash, bombing, abduction = found
    assert (clash["eventid"], clash["imonth"], clash["iday"], clash["gname"], clash["gname2"]) == (
        "201205010001",
        "5",
        "1",
        ARABIC,
        EMOJI,
    )
    assert (clash["attacktype1_txt"], clash["targtype1_txt"], clash["target1"]) == ("Armed Assault", "Military", PLAIN)
    assert (bombing["specificity"], bombing["latitude"]) == ("5", "")  # a country: no point is made up
    assert "coordinates, as GTD has none of a country" in report.reduced
    assert (clash["nkill"], clash["nwound"], clash["guncertain1"], clash["scite2"]) == ("2", "3", "1", "'-Dawn, 2012-05-02")
    assert (bombing["gname"], bombing["target1"], bombing["imonth"], bombing["iday"]) == ("Unknown", QUOTED, "0", "0")
    assert (abduction["gname"], abduction["nhostkid"], abduction["ishostkid"], abduction["target1"]) == (
        f"'{FORMULA}",
        "1",
        "1",
        LINES,
    )
    assert (abduction["imonth"], abduction["iday"], abduction["approxdate"]) == ("8", "0", "2011-08")
    assert "the range of a number, or that it is about, at least or at most so many" in report.reduced


@pytest.mark.parametrize("name", ["ucdp-ged", "acled", "gtd"])
def test_relations_denials_and_plans_are_left_out_with_the_reason(name: str, told: Selection) -> None:
    _, report = table(name, told)
    found = types_left_out(told, report)
    relations = next(types for why, types in found.items() if why.startswith("a relation: "))
    assert {"allied_with", "present_in", "truce_with", "leads"} <= relations
    assert next(types for why, types in found.items() if why.startswith("denied, planned or hypothetical")) == {"attack"}
