"""Documents for the web and for other investigators' tools: each valid in its own terms, each claim on its words."""

from __future__ import annotations

import json
import re
import warnings
from pathlib import Path
from typing import Any

import pytest
import yaml

from foedus.exchange.exporters.selection import Selection
from foedus.exchange.exporters.urns import uuid
from foedus.ledger.entries import ClaimFilter
from tests.exchange.exporters.odd import ARABIC, written

_FTM = Path(__file__).with_name("ftm_schema.yml")


def read(name: str, told: Selection) -> Any:
    (content,) = written(name, told)[0].values()
    return json.loads(content)


def claim_of(told: Selection, type_: str) -> Any:
    return next(entry.claim for entry in told.claims() if entry.claim.type == type_)


def test_geojson_has_a_point_only_where_the_place_is_settled(told: Selection) -> None:
    features = {one["properties"]["type"]: one for one in read("geojson", told)["features"]}
    assert features["clash"]["geometry"] == {"type": "Point", "coordinates": [0.63, 5.78]}
    assert features["clash"]["properties"]["precision"] == "point"
    assert features["bombing"]["properties"]["precision"] == "country"
    assert features["meeting"]["geometry"] is None
    assert features["meeting"]["properties"]["place"] == "Nowhere"
    assert features["fights"]["geometry"] is None
    _, report = written("geojson", told)
    assert any(what.startswith("coordinates, as the place is not settled") for what in report.reduced)
    assert any(what.startswith("the outline of an area") for what in report.reduced)


def test_a_timeline_keeps_a_year_a_year_and_words_as_text(told: Selection) -> None:
    slides = {one["group"]: one for one in read("timelinejs", told)["events"]}
    assert slides["clash"]["start_date"] == {"year": 2012, "month": 5, "day": 1}
    assert "end_date" not in slides["clash"]
    assert slides["allied_with"]["end_date"] == {"year": 2011}
    assert slides["fights"]["start_date"] == {"year": 2010}
    assert "end_date" not in slides["fights"]
    assert "Report &lt;1&gt; &amp; more" in slides["clash"]["text"]["text"]
    _, report = written("timelinejs", told)
    assert claim_of(told, "leads").id in report.left_out["when it began is not told, and a slide needs a first date"]


@pytest.mark.parametrize("texts", [False, True])
def test_an_annotation_stands_on_the_words_of_its_document(texts: bool, told: Selection) -> None:
    items = read("web-annotation", Selection(told.view, texts=texts))["items"]
    assert len(items) == 14
    for item in items:
        quote, place = item["target"]["selector"]
        text = told.view.document(item["target"]["source"]["identifier"]).text
        assert text[place["start"] : place["end"]] == quote["exact"]
        assert ("prefix" in quote) is texts
        if texts:
            assert text.index(quote["prefix"] + quote["exact"] + quote["suffix"]) == place["start"] - len(quote["prefix"])
        assert json.loads(item["body"]["value"])["quote"] == quote["exact"]
        assert (item["type"], item["motivation"]) == ("Annotation", "describing")


def test_json_ld_says_from_what_and_by_whom_a_claim_was_made(told: Selection) -> None:
    graph = read("json-ld", told)
    nodes = {node["@id"]: node for node in graph["@graph"]}
    assert len(nodes) == len(graph["@graph"])
    clash = nodes[f"urn:foedus:{claim_of(told, 'clash').id}"]
    assert nodes[clash["wasDerivedFrom"]]["dcterms:title"] == "Report <1> & more"
    assert nodes[clash["wasAttributedTo"]]["@type"] == ["prov:Agent", "prov:SoftwareAgent"]
    assert nodes[clash["wasGeneratedBy"]]["used"] == clash["wasDerivedFrom"]
    assert nodes[clash["initiators"][0]]["rdfs:label"] == ARABIC
    assert all(re.fullmatch(r"urn:foedus:[\w:.~%-]+", name) for name in nodes)


def test_ftm_entities_are_of_the_schema_and_point_at_each_other(told: Selection) -> None:
    (content,) = written("ftm", told)[0].values()
    entities = [json.loads(line) for line in content.decode().splitlines()]
    schemata = yaml.safe_load(_FTM.read_text(encoding="utf-8"))
    by_id = {one["id"]: one for one in entities}
    assert len(by_id) == len(entities)
    for one in entities:
        schema = schemata[one["schema"]]
        assert set(one["properties"]) <= set(schema["properties"]), one["schema"]
        assert set(schema["ends"]) <= set(one["properties"]), one
        assert re.fullmatch(r"[A-Za-z0-9.+-]+", one["id"])
        for name, values in one["properties"].items():
            wanted = schema["properties"][name]
            assert all(isinstance(value, str) and value for value in values)
            if wanted == "date":
                assert all(re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", value) for value in values)
            elif wanted in schemata or wanted == "Document" or wanted == "Thing":
                assert all(wanted in schemata[by_id[value]["schema"]]["is"] for value in values), (name, values)
    clash = by_id[claim_of(told, "clash").id]
    assert clash["properties"]["date"] == ["2012-05-01"]
    assert clash["properties"]["country"] == ["gh"]
    leads = by_id[claim_of(told, "leads").id]
    assert (leads["schema"], leads["properties"]["role"], leads["properties"]["endDate"]) == (
        "Directorship",
        ["emir"],
        ["2012-03-01"],
    )


def test_a_stix_bundle_is_valid_and_every_relationship_starts_before_it_stops(told: Selection) -> None:
    (content,) = written("stix", told)[0].values()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the library's own
        import stix2

        bundle = stix2.parse(content.decode(), allow_custom=False)
    ids = [one["id"] for one in bundle.objects]
    assert len(ids) == len(set(ids))
    links = [one for one in bundle.objects if one["type"] == "relationship"]
    assert links
    for link in links:
        assert {link["source_ref"], link["target_ref"]} <= set(ids)
        if "start_time" in link and "stop_time" in link:
            assert link["start_time"] < link["stop_time"]


def test_stix_asserts_no_relationship_that_is_denied_or_only_imagined(told: Selection) -> None:
    objects = {one["id"]: one for one in read("stix", told)["objects"]}
    denied = objects[f"note--{uuid(claim_of(told, 'supports').id)}"]
    assert (denied["abstract"], denied["content"]) == ("denied: supports", "They deny it.")
    kinds = [one["relationship_type"] for one in objects.values() if one["type"] == "relationship"]
    assert "supports" not in kinds
    assert kinds.count("allied-with") == 1
    fights = next(one for one in objects.values() if one.get("relationship_type") == "fights")
    assert fights["start_time"] == "2010-01-01T00:00:00Z"
    assert "stop_time" not in fights
    (extension,) = fights["extensions"].values()
    assert extension["claim"]["quote"] == "They fight on since 2010."


def test_a_vault_links_actors_claims_and_documents_that_are_there(told: Selection) -> None:
    made, _ = written("obsidian", told)
    notes = {name.removesuffix(".md"): content.decode() for name, content in made.items()}
    bodies = [text.rpartition("\n---\n")[2] for text in notes.values()]
    links = {link.partition("|")[0] for text in bodies for link in re.findall(r"(?<!\\)\[\[([^\]]+)\]\]", text)}
    assert links
    for link in links:
        note, _, block = link.partition("#")
        assert note in notes
        assert not block or f"\n{block}\n" in notes[note]
    quotes = "".join(notes.values())
    assert "> @first\n> They fought, he said,\n> at Ada.\n" in quotes
    assert len({name.casefold() for name in notes}) == len(notes)
    front = yaml.safe_load(notes[f"actors/{ARABIC}"].split("---\n")[1])
    assert front["kind"] == "group"


def test_a_filter_narrows_documents_actors_and_ties_too(told: Selection) -> None:
    narrow = Selection(told.view, ClaimFilter(types=("leads",)))
    read_again = read("json", narrow)
    assert [claim["type"] for claim in read_again["claims"]] == ["leads"]
    assert sorted(actor["id"] for actor in read_again["actors"]) == ["key:0", "key:4"]
    assert len(read_again["documents"]) == 1
    assert [tie.types for tie in narrow.ties] == [("leads",)]
