"""What goes out comes back as the same claims, or the format's own report names what it could not carry."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from foedus.exchange.cells import restored
from foedus.exchange.exporters.claims import document_json
from foedus.exchange.exporters.report import Report
from foedus.exchange.importers.claims import import_claims
from foedus.exchange.importers.registry import importer
from foedus.model.claim import Claim, EventClaim, RelationClaim
from foedus.model.reading import Reading
from tests.exchange.exporters.odd import written
from tests.exchange.made_up import incidents, ledger_of, readings, selected

WHOLE = ("web-annotation", "stix", "ftm", "webanno-tsv", "xmi")
ROWS = ("ucdp-ged", "acled", "gtd")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufeff]")
few = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


def back(name: str, files: dict[str, bytes], folder: Path) -> list[Reading]:
    """What the importer makes of the files that the exporter wrote."""
    for file, content in files.items():
        (folder / file).write_bytes(content)
    taken = (folder / file for file in sorted(files) if file != "TypeSystem.xml")
    return [reading for file in taken for reading in importer(name)(file)]


def told(claims: Iterable[Claim]) -> dict[str, Any]:
    """What each claim says, by its quote, without blanks at its ends: of a made-up ledger no two have the same."""
    return {claim.quote.text.strip(): {**claim.to_json(), "quote": claim.quote.text.strip()} for claim in claims}


def ids(reasons: dict[str, list[str]]) -> set[str]:
    return {claim for claims in reasons.values() for claim in claims}


@pytest.mark.parametrize("name", WHOLE)
@given(readings(), st.booleans())
@few
def test_claims_come_back_as_they_were_or_the_report_names_them(name: str, made: list[Reading], texts: bool) -> None:
    with ledger_of(made) as (ledger, folder):
        ours = [entry.claim for entry in selected(ledger, texts).claims()]
        files, report = written(name, selected(ledger, texts))
        found = back(name, files, folder)
    omitted, reduced = ids(report.left_out), ids(report.reduced)
    came = told(claim for reading in found for claim in reading.claims)
    wanted = told(claim for claim in ours if claim.id not in omitted)
    whole = {claim.quote.text.strip() for claim in ours if claim.id not in omitted | reduced_in_words(report, reduced)}
    for quote in whole:
        assert came.get(quote) == wanted[quote]
    assert len(came) == len(wanted)
    assert not [gap.detail for reading in found for gap in reading.gaps]


def reduced_in_words(report: Report, reduced: set[str]) -> set[str]:
    """The claims of which something is lost that the codebook's form has: what a place was settled to be is not in it."""
    beside = (
        "what the gazetteer settled the place to be",
        "a relationship, as one end is no actor, such as a place: it is a note",
    )
    return {claim for claim in reduced if any(claim in claims for why, claims in report.reduced.items() if why not in beside)}


@given(readings())
@few
def test_offsets_and_documents_come_back_where_the_format_has_texts(made: list[Reading]) -> None:
    with ledger_of(made) as (ledger, folder):
        files, report = written("xmi", selected(ledger, True))
        found = back("xmi", files, folder)
        files, _ = written("webanno-tsv", selected(ledger, True))
        (folder / "tsv").mkdir()
        spans = back("webanno-tsv", files, folder / "tsv")
    if not report.reduced:
        assert {reading.document.text for reading in found} == {reading.document.text for reading in made}
        about = {(one.document.publisher, one.document.published, one.document.url) for one in made}
        assert {(one.document.publisher, one.document.published, one.document.url) for one in found} == about
    wanted = {(len(claim.quote.text.strip()), claim.quote.text.strip()) for one in made for claim in one.claims}
    assert {(claim.quote.end - claim.quote.start, claim.quote.text) for one in spans for claim in one.claims} == wanted


@pytest.mark.parametrize("name", ROWS)
@given(incidents())
@few
def test_incidents_come_back_from_the_rows_of_datasets(name: str, made: list[Reading]) -> None:
    with ledger_of(made) as (ledger, folder):
        ours = {entry.claim.id: entry.claim for entry in selected(ledger, False).claims()}
        files, report = written(name, selected(ledger, False))
        found = back(name, files, folder) if len(ours) > len(ids(report.left_out)) else []
    omitted, reduced = ids(report.left_out), ids(report.reduced)
    came = {id_: claim for reading in found for claim in reading.claims for id_ in ours if id_ in claim.quote.text}
    assert set(came) == set(ours) - omitted
    for id_, claim in came.items():
        assert facts(claim, id_ in reduced) == facts(ours[id_], id_ in reduced)


def facts(claim: Claim, is_reduced: bool) -> tuple[Any, ...]:
    """What a row says: where and who, and if the report names nothing of the claim, when and how many were killed."""
    assert isinstance(claim, EventClaim)
    where = (claim.place.name, claim.place.location and claim.place.location.precision) if claim.place else None
    told = (where, claim.country, {*claim.initiators, *claim.targets})
    if is_reduced or claim.date is None or claim.killed is None:
        return told
    return (*told, claim.date.earliest, claim.date.latest, claim.killed.min, claim.killed.max)


@given(readings())
@few
def test_claims_in_the_form_of_the_codebook_come_back(made: list[Reading]) -> None:
    with ledger_of([]) as (_, folder):
        for number, reading in enumerate(made):
            assume(not _CONTROLS.search(reading.document.text))  # the loader refuses or cleans such a text
            told_in = document_json(reading.document, reading.actors, reading.claims, str(number))
            file = folder / f"{number}.json"
            file.write_text(json.dumps(told_in), encoding="utf-8")
            text = reading.document.text.replace("\r\n", "\n")
            file.with_suffix(".txt").write_text(text, encoding="utf-8", newline="")
            (came,) = import_claims(file)
            wanted = told(reading.claims)
            assert len(came.claims) + len(came.gaps) >= len(reading.claims)
            for quote, item in told(came.claims).items():
                assert item == wanted[quote]


@given(readings())
@few
def test_the_signs_of_an_edge_list_come_back(made: list[Reading]) -> None:
    with ledger_of(made) as (ledger, folder):
        files, _ = written("edges", selected(ledger, False))
        rows = list(csv.DictReader(io.StringIO(next(iter(files.values())).decode("utf-8"), newline="")))
        found = back("edges", files, folder) if rows else []
    signs = {"allied_with": "1", "opposes": "-1", "truce_with": "0"}
    came = [claim for reading in found for claim in reading.claims if isinstance(claim, RelationClaim)]
    wanted = [(*(" ".join(restored(row[end]).split()) for end in ("a", "b")), row["sign"]) for row in rows]
    assert [(" ".join(claim.a.split()), " ".join(claim.b.split()), signs[claim.type]) for claim in came] == wanted


@given(readings())
@few
def test_the_long_table_of_the_tidy_csv_has_every_claim_with_its_words(made: list[Reading]) -> None:
    with ledger_of(made) as (ledger, _):
        ours = {entry.claim.id: entry.claim for entry in selected(ledger, True).claims()}
        files, _ = written("csv", selected(ledger, True))
    rows = {row["claim"]: row for row in csv.DictReader(io.StringIO(files["claims.csv"].decode("utf-8"), newline=""))}
    assert set(rows) == set(ours)
    for id_, claim in ours.items():
        told_here = (claim.type, claim.certainty.value, claim.quote.text)
        assert (rows[id_]["type"], rows[id_]["certainty"], restored(rows[id_]["quote"])) == told_here
