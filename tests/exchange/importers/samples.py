"""A small file of each format, with rows made up in its layout."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from foedus.exchange.importers.dataset import data

Cells = Mapping[str, str]

GED: Cells = {
    "id": "1",
    "year": "2013",
    "code_status": "Clear",
    "type_of_violence": "1",
    "side_a": "Government of Nigeria",
    "side_b": "Red Band",
    "source_office": "The Wire;Dawn",
    "source_date": "2013-03-09;2013-03-10",
    "source_original": "army statement",
    "source_article": '"The Wire,2013-03-09,Clash"',
    "where_prec": "1",
    "where_coordinates": "Wana town",
    "latitude": "11.5",
    "longitude": "13.25",
    "country": "Nigeria",
    "event_clarity": "1",
    "date_prec": "1",
    "date_start": "2013-03-08",
    "date_end": "2013-03-08",
    "best": "3",
    "high": "5",
    "low": "2",
}
ACLED: Cells = {
    "event_id_cnty": "NIG1",
    "event_date": "2023-03-08",
    "time_precision": "1",
    "event_type": "Battles",
    "sub_event_type": "Armed clash",
    "actor1": "Red Band",
    "assoc_actor_1": "Blue Host; Unidentified Armed Group (Nigeria)",
    "inter1": "2",
    "actor2": "Military Forces of Nigeria (2015-2023)",
    "inter2": "State forces",
    "iso": "566",
    "country": "Nigeria",
    "admin1": "Borno",
    "location": "Wana",
    "latitude": "11.5",
    "longitude": "13.25",
    "geo_precision": "1",
    "source": "Dawn; The Wire",
    "fatalities": "4",
    "notes": "A clash, near Wana.",
}
GTD: Cells = {
    "eventid": "201303080001",
    "iyear": "2013",
    "imonth": "3",
    "iday": "0",
    "country_txt": "Nigeria",
    "provstate": "Borno",
    "city": "Wana",
    "latitude": "11.5",
    "longitude": "13.25",
    "specificity": "1",
    "vicinity": "0",
    "success": "1",
    "attacktype1": "3",
    "targtype1": "3",
    "corp1": "Borno Police",
    "target1": "Patrol",
    "gname": "Red Band",
    "guncertain1": "0",
    "nkill": "2",
    "nwound": "-99",
    "scite1": '"Two Killed," The Wire, March 9, 2013.',
    "scite2": "Somebody said so",
}
GDELT: Cells = {
    "globaleventid": "1",
    "day": "20130308",
    "actor1code": "REB",
    "actor1name": "RED BAND",
    "actor1type1code": "REB",
    "actor2code": "NGA",
    "actor2name": "NIGERIA",
    "actor2countrycode": "NGA",
    "eventcode": "190",
    "eventrootcode": "19",
    "actiongeo_type": "4",
    "actiongeo_fullname": "Wana, Borno, Nigeria",
    "actiongeo_countrycode": "NI",
    "actiongeo_lat": "11.5",
    "actiongeo_long": "13.25",
    "dateadded": "20130309",
    "sourceurl": "https://example.org/a",
}
POLECAT: Cells = {
    "Event ID": "a_1",
    "Event Date": "2023-03-08",
    "Event Type": "ASSAULT",
    "Event Mode": "explosives",
    "Contexts": "military",
    "Actor Name": "Red Band",
    "Primary Actor Sector": "REB",
    "Recipient Name": "Nigeria",
    "Primary Recipient Sector": "GOV",
    "City": "Wana",
    "Country": "NGA",
    "Latitude": "11.5",
    "Longitude": "13.25",
    "Source": "The Wire",
    "Publication Date": "2023-03-09",
}
DYADIC: Cells = {
    "dyad_id": "1",
    "side_a": "Government of Nigeria",
    "side_a_2nd": "Government of Chad, Government of Niger",
    "side_b": "Red Band",
    "year": "2013",
    "version": "25.1",
}
SUPPORT: Cells = {
    "year": "2013",
    "actor_name": "Red Band",
    "actor_id": "1",
    "ext_name": "Government of Chad",
    "ext_sup": "1",
    "ext_alleged": "1",
    "ext_w": "1",
}
ACTOR: Cells = {
    "ActorId": "900001",
    "NameData": "RB",
    "NameOrig": "RB",
    "NameOrigFull": "n/a",
    "NameOrigFullEng": "Red Band",
    "NameChange": "1",
    "NewName": "RB-New, RBN",
    "Org": "1",
    "Splinter": "1",
    "NamePrev": "Old Band",
    "ActorIdPrev": "900002",
    "Alliance": "1",
    "NameAlliance": "Great Host",
    "ActorIdAlliance": "900003",
    "JoinGroup": "0",
    "SplitTemp": "0",
    "Version": "22.1",
}
RELATION: Cells = {
    "actor_a": "Red Band",
    "actor_b": "Blue Host",
    "relation": "ally",
    "support": "training",
    "start": "2012-05",
    "end": "",
    "year": "2013",
    "sources": "Dawn; The Wire",
}
EDGE: Cells = {"a": "Red Band", "b": "Blue Host", "sign": "-1", "start": "2012", "end": ""}
MAPPED: Cells = {"what": "Shelling", "when": "8 March 2013", "who": "Red Band", "whom": "Villagers", "where": "Wana", "dead": "2"}
MAPPING = """
claim: event
publisher: Field notes
columns: {type: What, date: When, initiators: Who, targets: Whom, place: Where, killed: Dead}
codes: {type: {shelling: attack}}
actors: {kinds: [[Villagers, community]]}
"""


def table(rows: Iterable[Cells], columns: Sequence[str] | None = None, delimiter: str = ",", header: bool = True) -> str:
    """Rows as delimited text, in the columns given or those of the first row."""
    told = list(rows)
    names = list(columns or told[0])
    out = io.StringIO()
    writer = csv.DictWriter(out, names, restval="", delimiter=delimiter, lineterminator="\n")
    if header:
        writer.writeheader()
    writer.writerows(told)
    return out.getvalue()


def written(folder: Path, name: str, text: str) -> Path:
    """A file with that text in UTF-8."""
    file = folder / name
    file.write_text(text, encoding="utf-8", newline="")
    return file


def gdelt_text(*rows: Cells) -> str:
    """Rows as GDELT publishes them: 61 cells between tabs, no header, no quotation marks."""
    columns = data("gdelt")["positions"]
    return "".join("\t".join(row.get(name, "") for name in columns) + "\n" for row in rows)


def _claims(folder: Path) -> Path:
    (folder / "sample.txt").write_text("Red Band raided the fort. It fell.", encoding="utf-8")
    raid = {"type": "attack", "initiators": ["Red Band"], "quote": "Red Band raided the fort"}
    told = {"actors": [{"name": "Red Band", "kind": "group"}], "events": [raid], "relations": []}
    return written(folder, "sample.json", json.dumps(told))


def _mapped(folder: Path) -> Path:
    written(folder, "sample.mapping.yml", MAPPING)
    return written(folder, "sample.csv", table([MAPPED]))


TEXTS: Mapping[str, str] = {
    "ucdp-ged": table([GED]),
    "ucdp-actor": table([ACTOR, {**ACTOR, "ActorId": "900002", "NameData": "Old Band"}]),
    "ucdp-dyadic": table([DYADIC]),
    "ucdp-support": table([SUPPORT]),
    "acled": table([ACLED]),
    "gtd": table([GTD]),
    "gdelt": gdelt_text(GDELT),
    "polecat": table([POLECAT], delimiter="\t"),
    "relations": table([RELATION]),
    "edges": table([EDGE]),
}


def _text(name: str) -> Callable[[Path], Path]:
    return lambda folder: written(folder, "sample.csv", TEXTS[name])


WORDS = "Red Band raided the fort"
CLAIM = {"type": "attack", "date": "2013-03-08", "initiators": ["Red Band"], "quote": WORDS, "start_offset": 4}
FTM = (
    {"id": "act-1", "schema": "Organization", "properties": {"name": ["Red Band"], "alias": ["RB"]}},
    {"id": "doc-1", "schema": "Article", "properties": {"title": ["A report"], "publishedAt": ["2013-03-09"]}},
    {
        "id": "clm-1",
        "schema": "Event",
        "properties": {
            "summary": [WORDS],
            "description": ["type: attack", "initiators: Red Band", "killed: 2 to 5"],
            "date": ["2013-03-08"],
            "proof": ["doc-1"],
            "organizer": ["act-1"],
        },
    },
)
STIX = {
    "type": "bundle",
    "id": "bundle--1",
    "objects": [
        {"type": "intrusion-set", "id": "intrusion-set--1", "name": "Red Band", "aliases": ["RB"]},
        {"type": "threat-actor", "id": "threat-actor--2", "name": "Blue Host"},
        {
            "type": "relationship",
            "id": "relationship--3",
            "relationship_type": "allied-with",
            "source_ref": "intrusion-set--1",
            "target_ref": "threat-actor--2",
            "description": "Red Band has joined hands with Blue Host",
            "start_time": "2013-03-08T00:00:00Z",
        },
    ],
}
ANNOTATION = {
    "type": "AnnotationPage",
    "items": [
        {
            "type": "Annotation",
            "id": "urn:1",
            "body": {"type": "TextualBody", "value": json.dumps(CLAIM)},
            "target": {
                "source": {"id": "https://example.org/1", "title": "A report", "published": "2013-03-09"},
                "selector": [
                    {"type": "TextQuoteSelector", "exact": WORDS},
                    {"type": "TextPositionSelector", "start": 4, "end": 28},
                ],
            },
        }
    ],
}
TSV = """#FORMAT=WebAnno TSV 3.3
#T_SP=webanno.custom.FoedusClaim|type|initiators


#Text=Red Band raided
1-1\t0-3\tRed\tattack[1]\tRed Band[1]\t
1-2\t4-8\tBand\tattack[1]\tRed Band[1]\t
1-3\t9-15\traided\tattack[1]\tRed Band[1]\t
"""
XMI = """<?xml version="1.0" encoding="UTF-8"?>
<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore" xmlns:custom="http:///webanno/custom.ecore"
 xmi:version="2.0"><cas:NULL xmi:id="0"/>
<custom:FoedusClaim xmi:id="2" sofa="1" begin="0" end="15" kind="attack" initiators="Red Band"/>
<cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView" mimeType="text/plain" sofaString="Red Band raided the fort."/>
<cas:View sofa="1" members="2"/></xmi:XMI>
"""
WHOLE: Mapping[str, tuple[str, str]] = {
    "ftm": ("sample.ftm.json", "".join(f"{json.dumps(one)}\n" for one in FTM)),
    "stix": ("sample.json", json.dumps(STIX)),
    "web-annotation": ("sample.jsonld", json.dumps(ANNOTATION)),
    "webanno-tsv": ("sample.tsv", TSV),
    "xmi": ("sample.xmi", XMI),
}


def _whole(name: str) -> Callable[[Path], Path]:
    return lambda folder: written(folder, *WHOLE[name])


SAMPLES: Mapping[str, Callable[[Path], Path]] = {
    "claims": _claims,
    "table": _mapped,
    **{name: _text(name) for name in TEXTS},
    **{name: _whole(name) for name in WHOLE},
}
