"""Files that are read as a whole: FollowTheMoney, STIX, Web Annotations, WebAnno TSV and UIMA CAS XMI."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.errors import BadInput
from foedus.exchange import features, webanno_lines
from foedus.exchange.importers.registry import importer
from foedus.model.claim import EventClaim, RelationClaim
from foedus.model.reading import Reading
from tests.exchange.importers.samples import ANNOTATION, CLAIM, FTM, SAMPLES, STIX, TSV, WHOLE, XMI, written


def read(name: str, file: Path) -> list[Reading]:
    return list(importer(name)(file))


def only(name: str, text: str, folder: Path) -> Reading:
    (reading,) = read(name, written(folder, WHOLE[name][0], text))
    return reading


def gaps(reading: Reading) -> list[str]:
    return [gap.detail for gap in reading.gaps]


@pytest.mark.parametrize("name", WHOLE)
def test_a_claim_is_taken_over_with_its_words(name: str, tmp_path: Path) -> None:
    (reading,) = read(name, SAMPLES[name](tmp_path))
    (claim,) = reading.claims
    assert isinstance(claim, RelationClaim if name == "stix" else EventClaim)
    assert claim.actors[0] == "Red Band"
    assert claim.quote.text.startswith("Red Band")
    assert gaps(reading) == []


def test_what_is_known_of_the_document_comes_with_it(tmp_path: Path) -> None:
    for name in ("ftm", "web-annotation"):
        (reading,) = read(name, SAMPLES[name](tmp_path))
        assert (reading.document.title, str(reading.document.published)) == ("A report", "2013-03-09")
        assert reading.document.text == "Red Band raided the fort"


def test_a_relationship_of_others_is_a_claim_by_its_description(tmp_path: Path) -> None:
    (reading,) = read("stix", SAMPLES["stix"](tmp_path))
    (claim,) = reading.claims
    assert isinstance(claim, RelationClaim)
    assert (claim.type, claim.a, claim.b, str(claim.start)) == ("allied_with", "Red Band", "Blue Host", "2013-03-08")
    assert {actor.name: actor.aliases for actor in reading.actors}["Red Band"] == ("RB",)
    told = json.loads(json.dumps(STIX))
    told["objects"][2]["relationship_type"] = "uses"
    assert gaps(only("stix", json.dumps(told), tmp_path)) == [
        "type 'uses' is none of the vocabulary; foedus vocabulary lists them"
    ]


def test_a_link_of_others_is_a_claim_by_its_schema(tmp_path: Path) -> None:
    link = {
        "id": "l",
        "schema": "Directorship",
        "properties": {"summary": ["Khan leads Red Band"], "director": ["p"], "organization": ["act-1"]},
    }
    person = {"id": "p", "schema": "Person", "properties": {"name": ["Khan"]}}
    strange = {"id": "v", "schema": "Vessel", "properties": {}}
    bare = {"id": "m", "schema": "Membership", "properties": {"member": ["p"], "organization": ["act-1"]}}
    text = "".join(f"{json.dumps(one)}\n" for one in (FTM[0], person, strange, link, bare))
    reading = only("ftm", text, tmp_path)
    (claim,) = reading.claims
    assert isinstance(claim, RelationClaim)
    assert (claim.type, claim.a, claim.b) == ("leads", "Khan", "Red Band")
    assert gaps(reading) == [
        "Membership m has no summary, and a claim needs words that it rests on",
        "1 entities of schema Vessel say nothing that can be claimed",
    ]


def test_an_annotation_without_a_claim_is_told(tmp_path: Path) -> None:
    told = json.loads(json.dumps(ANNOTATION))
    told["items"].append({"id": "urn:2", "body": {"value": "a remark"}, "target": told["items"][0]["target"]})
    assert gaps(only("web-annotation", json.dumps(told), tmp_path)) == [
        "annotation 2 (urn:2) has no claim in the codebook's form as its body"
    ]


def test_what_was_annotated_further_is_read_as_it_stands(tmp_path: Path) -> None:
    text = TSV.replace("attack[1]", "clash[1]|x y[2]").replace("Red Band[1]", "Red Band; Blue Host[1]|*[2]")
    text = text.replace("#T_SP", "#T_SP=de.Lemma|value\n#T_SP", 1).replace("\tclash", "\tlemma\tclash")
    reading = only("webanno-tsv", text, tmp_path)
    (claim,) = reading.claims
    assert isinstance(claim, EventClaim)
    assert (claim.type, claim.initiators) == ("clash", ("Red Band", "Blue Host"))
    assert gaps(reading) == [
        "annotations of layer de.Lemma are none that the importer knows",
        "type 'x y' is none of the vocabulary; foedus vocabulary lists them",
    ]


BROKEN = {
    "ftm": [
        ("", "has no events and no links between actors"),
        ("{}\n", "line 1: no FollowTheMoney entity"),
        ("[1]\n", "line 1: no FollowTheMoney entity"),
        ('{"id": 1, "schema": "Event", "properties": {}}\n', "line 1: id and schema are no text"),
        (f"{json.dumps(FTM[0])}\n{json.dumps(FTM[2])[:-9]}\n", "line 2: no FollowTheMoney entity"),
    ],
    "stix": [
        ("", "is no JSON"),
        ("[]", "is no STIX bundle"),
        ('{"type": "bundle", "objects": {}}', "is no STIX bundle"),
        ('{"type": "bundle", "objects": [1, null]}', "has no claims"),
        (json.dumps(STIX)[:-5], "is no JSON"),
        ("[" * 100_000, "is no JSON"),
    ],
    "web-annotation": [
        ("{", "is no JSON"),
        ("{}", "is no web annotation"),
        ('{"items": []}', "has no annotations"),
        (json.dumps(ANNOTATION)[:-3], "is no JSON"),
    ],
    "webanno-tsv": [
        ("", "line 1: no #FORMAT=WebAnno TSV 3.x"),
        (TSV.replace("FoedusClaim", "Other"), "has no layer webanno.custom.FoedusClaim"),
        (TSV.replace("1-2\t4-8", "1-2 4-8"), "line 7: no token of a sentence"),
        (TSV.replace("#Text", "#Txt"), "line 6: no token of a sentence"),
        (TSV.replace("0-3", "0-99999999999"), "line 6: no token of a sentence"),
    ],
    "xmi": [
        ("", "is no UIMA CAS XMI that can be read"),
        ("<a/>", "has no text"),
        (XMI[:-40], "is no UIMA CAS XMI that can be read"),
        (XMI.replace("Red Band raided the fort.", ""), "has no text"),
    ],
}


@pytest.mark.parametrize(("name", "text", "said"), [(name, *case) for name, cases in BROKEN.items() for case in cases])
def test_a_broken_file_is_refused_with_a_sentence_and_nothing_of_it_taken(
    name: str, text: str, said: str, tmp_path: Path
) -> None:
    file = written(tmp_path, WHOLE[name][0], text)
    taken: list[Reading] = []
    with pytest.raises(BadInput) as fault:
        taken.extend(importer(name)(file))
    assert said in str(fault.value)
    assert str(file) in str(fault.value)
    assert taken == []


@pytest.mark.parametrize("name", WHOLE)
def test_another_encoding_is_told_with_its_line(name: str, tmp_path: Path) -> None:
    file = tmp_path / "latin.txt"
    file.write_bytes(b"\n\n\xe9")
    with pytest.raises(BadInput, match=r"latin.txt, line 3: not UTF-8"):
        list(importer(name)(file))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"type": "nonsense"}, "type 'nonsense' is none of the vocabulary"),
        ({"type": 5}, "type 5 is none of the vocabulary"),
        ({"initiators": "Red Band"}, "initiators is no list of names"),
        ({"initiators": [5]}, "initiators is no list of names"),
        ({"date": 2013}, "date is no text"),
        ({"date": "soon"}, "date 'soon' is not EDTF"),
        ({"certainty": "surely"}, "'surely' is not a valid Certainty"),
        ({"sources": [{}]}, "sources is no list of publishers"),
        ({"killed": {"min": -1}}, "is negative"),
        ({"killed": 3}, "killed has no min and max that are numbers"),
        ({"confidence": "high"}, "confidence is no number"),
        ({"type": "leads"}, "a or b is missing"),
        ({"type": "leads", "a": "Red Band", "b": 3}, "b is no text"),
        ({"sources": [{"publisher": "x", "date": 3}]}, "sources is no list of publishers"),
    ],
)
def test_a_claim_that_cannot_be_is_a_gap(change: dict[str, Any], said: str, tmp_path: Path) -> None:
    told = json.loads(json.dumps(ANNOTATION))
    told["items"][0]["body"]["value"] = json.dumps({**CLAIM, **change})
    reading = only("web-annotation", json.dumps(told), tmp_path)
    assert reading.claims == ()
    assert len(gaps(reading)) == 1
    assert said in gaps(reading)[0]


NAMES = st.sampled_from(
    [*CLAIM, "id", "items", "body", "target", "value", "objects", "selector", "exact", "source", "a", "b", "min"]
)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda one: st.lists(one, max_size=3) | st.dictionaries(NAMES, one, max_size=4),
        max_leaves=12,
    )
)
def test_no_json_breaks_an_importer(told: Any) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "any.json"
        claim = {"type": "attack", "quote": "x", "killed": told, "initiators": told, "date": told, "sources": [told]}
        annotation = {
            "body": {"value": claim},
            "target": {"source": told, "selector": {"type": "TextQuoteSelector", "exact": "x"}},
        }
        entity = {"id": "x", "schema": "Event", "properties": {"summary": ["x"], "date": told, "description": told}}
        report = {"type": "report", "id": "r", "object_refs": ["x"], "published": told}
        note = {"id": "x", "type": "note", "extensions": {"e": {"claim": claim}}}
        bundle = {"type": "bundle", "objects": [told, report, note]}
        for made in (told, bundle, {"items": [told, annotation]}, entity):
            file.write_text(json.dumps(made), encoding="utf-8")
            for name in ("stix", "web-annotation", "ftm"):
                try:
                    list(importer(name)(file))
                except BadInput:
                    continue


@given(st.lists(st.text(min_size=1).filter(lambda one: one == one.strip())))
def test_lists_come_back_from_one_line(parts: list[str]) -> None:
    for sign in ";|":
        assert features.parted(features.joined(parts, sign), sign) == parts


@given(st.text(max_size=20))
def test_what_a_cell_or_a_line_of_text_escapes_comes_back(text: str) -> None:
    assert webanno_lines.unescaped(webanno_lines.escaped_text(text)) == text
    cell = f"{webanno_lines.escaped(text) or '*'}[7]"
    assert webanno_lines.parts(f"{cell}|{cell}") == [(text, 7), (text, 7)]


def test_without_the_library_the_extra_is_named(tmp_path: Path) -> None:
    file = SAMPLES["xmi"](tmp_path)
    code = (
        "import sys; sys.modules['cassis'] = None\n"
        "from foedus.exchange.importers.registry import importer\nfrom pathlib import Path\n"
        f"try: list(importer('xmi')(Path({str(file)!r})))\nexcept Exception as fault: print(fault)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout == "this format needs cassis, which is not installed; pip install 'foedus[inception]'\n"
