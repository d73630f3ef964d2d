"""Graphs as their readers get them: nodes, signs, directions, and spells that say no more than is known."""

from __future__ import annotations

import json
from datetime import date
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import networkx as nx
import pytest

from foedus.exchange.exporters.edges import edges, lasted
from foedus.exchange.exporters.report import Report
from foedus.exchange.exporters.selection import Selection
from foedus.exchange.importers.signed_edges import read_signed_edges
from foedus.model.dates import DateSpan
from tests.exchange.exporters.odd import ARABIC, EMOJI, LINES, PLAIN, written

_NS = {"g": "http://www.gexf.net/1.2draft"}


def test_an_edge_is_one_kind_of_tie_with_its_claims_and_spells(told: Selection) -> None:
    found = {(edge.kind, edge.sign): edge for edge in edges(told, Report())}
    assert {kind for kind, _ in found} == {
        "allied_with",
        "clash",
        "fights",
        "leads",
        "opposes",
        "truce_with",
        "abduction",
    }
    assert found["clash", 1].label == "joint clash"
    assert (found["leads", 1].directed, found["allied_with", 1].directed) == (True, False)
    assert found["opposes", -1].spells == ()
    assert len(found["allied_with", 1].claims) == 1


def test_a_spell_runs_over_the_time_for_which_there_is_evidence(told: Selection) -> None:
    found = {edge.kind: [lasted(spell) for spell in edge.spells] for edge in edges(told, Report())}
    assert found["allied_with"] == [(date(2009, 6, 1), date(2011, 12, 31))]
    assert found["fights"] == [(date(2010, 1, 1), date(2012, 5, 4))]  # last seen when the report was published
    assert found["truce_with"] == [(date(2013, 6, 1), date(2014, 1, 1))]
    assert found["abduction"] == [(date(2011, 8, 1), date(2011, 8, 31))]
    assert [end for _, end in found["leads"]] == [date(2012, 3, 1)]


def test_gexf_has_spells_as_dates_and_no_time_of_making(told: Selection) -> None:
    content = written("gexf", told)[0]["export.gexf"]
    root = ElementTree.fromstring(content)
    graph = root.find("g:graph", _NS)
    assert graph is not None
    assert (graph.get("mode"), graph.get("timeformat")) == ("dynamic", "date")
    assert b"lastmodifieddate" not in content
    assert b"networkx" not in content.lower()
    spells = {
        edge.get("label"): [(spell.get("start"), spell.get("end")) for spell in edge.findall("g:spells/g:spell", _NS)]
        for edge in graph.findall("g:edges/g:edge", _NS)
    }
    assert spells["is allied with"] == [("2009-06-01", "2011-12-31")]
    assert spells["opposes"] == []
    labels = {node.get("id"): node.get("label") for node in graph.findall("g:nodes/g:node", _NS)}
    assert labels["key:0"] == ARABIC
    types = {edge.get("label"): edge.get("type") for edge in graph.findall("g:edges/g:edge", _NS)}
    assert (types["is allied with"], types["opposes"]) == ("undirected", "directed")


def test_a_claim_that_nothing_dates_has_an_edge_without_a_spell_and_a_word_in_the_report(told: Selection) -> None:
    _, report = written("gexf", told)
    opposes = next(entry.claim.id for entry in told.claims() if entry.claim.type == "opposes")
    assert any(opposes in claims for what, claims in report.reduced.items() if what.startswith("a time: "))


def test_graphml_is_read_by_networkx_with_signs_and_directions(told: Selection) -> None:
    read = nx.read_graphml(BytesIO(written("graphml", told)[0]["export.graphml"]))
    found = {data["kind"]: (data["sign"], data["directed"], data["start"], data["end"]) for _, _, data in read.edges(data=True)}
    assert found["allied_with"] == (1, False, "2009-06-01", "2011-12-31")
    assert found["opposes"] == (-1, True, "", "")
    assert read.nodes["key:4"]["label"] == LINES


def test_pajek_is_read_by_networkx(told: Selection) -> None:
    text = written("pajek", told)[0]["export.net"].decode()
    lines = text.splitlines()
    assert lines[0] == "*Vertices 6"
    assert lines[lines.index('*Edges :2 "allied_with"') + 1] == "5 6 1"
    assert any(line.startswith("*Arcs :") and line.endswith('"opposes"') for line in lines)
    assert {ARABIC, EMOJI, PLAIN} <= set(nx.parse_pajek(lines).nodes)


def test_an_edge_list_is_read_again_with_one_sign_a_pair(told: Selection, tmp_path: Path) -> None:
    made, report = written("edges", Selection(told.view, at=DateSpan.parse("2010-10-01")))
    file = tmp_path / "edges.csv"
    file.write_bytes(made["export.csv"])
    found = {frozenset((row.a, row.b)): row.sign for row in read_signed_edges(file)[None]}
    assert found[frozenset((ARABIC, EMOJI))] == 1
    assert any(note.startswith("ties of other days: this is how pairs stood on 2010-10-01") for note in report.notes)


def test_kumu_connects_elements_by_labels_that_are_there_once(told: Selection) -> None:
    read = json.loads(written("kumu", told)[0]["export.json"])
    labels = [element["label"] for element in read["elements"]]
    assert len(labels) == len(set(labels)) == 6
    assert {end for one in read["connections"] for end in (one["from"], one["to"])} <= set(labels)
    alliance = next(one for one in read["connections"] if one["type"] == "allied_with")
    assert (alliance["direction"], alliance["start date"], alliance["end date"]) == ("undirected", "2009-06-01", "2011-12-31")


@pytest.mark.parametrize("name", ["gexf", "graphml", "kumu", "pajek"])
def test_what_makes_no_tie_is_left_out_with_the_reason(name: str, told: Selection) -> None:
    _, report = written(name, told)
    types = {entry.claim.id: entry.claim.type for entry in told.claims()}
    found = {why: sorted(types[claim] for claim in claims) for why, claims in report.left_out.items()}
    assert found == {
        "a denial makes no tie": ["supports"],
        "a plan, threat or forecast makes no tie": ["allied_with", "attack"],
        "an event from which no tie between two actors follows": ["bombing", "meeting", "statement"],
        "a relation without a sign, or not between two actors of the ledger": ["present_in"],
    }
