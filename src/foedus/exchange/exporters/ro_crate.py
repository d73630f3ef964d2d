"""An RO-Crate 1.1: the ledger, the tables and their codebook, a manifest with hashes, and how to cite it; ready for a DOI."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from typing import Any

from foedus import __version__
from foedus.exchange.exporters.deliver import Part, encoded
from foedus.exchange.exporters.ledger import ledger_json
from foedus.exchange.exporters.report import Report
from foedus.exchange.exporters.selection import Selection
from foedus.exchange.exporters.tidy_csv import tidy_csv

_DESCRIPTION = (
    "A ledger of who is said to have done what, and who stands how to whom, each claim with the words of the report it rests on. "
    "Made with Foedus; codebook.csv says what every table, column and word means. It is not proof, not complete and not live."
)
_NAME = "A Foedus ledger"


def ro_crate(told: Selection, report: Report) -> Iterator[Part]:
    """The folder. Its date is that of the latest report in it, as the day of the export is no property of the data."""
    files: list[tuple[str, str, int]] = []
    for name, pieces in _data(told, report):
        content = b"".join(encoded(pieces))
        files.append(_file(name, content))
        yield name, [content]
    day = _day(told)
    report.note("a licence and the names of the authors: add both to ro-crate-metadata.json and CITATION.cff")
    if day is None:
        report.note("datePublished, which RO-Crate asks for: no document is dated, so write it into ro-crate-metadata.json")
    for name, text in (("CITATION.cff", _citation(day)), ("README.md", f"# {_NAME}\n\n{_DESCRIPTION}\n")):
        files.append(_file(name, text.encode()))
        yield name, [text]
    metadata = _metadata(files, day)
    yield "ro-crate-metadata.json", [metadata]
    files.append(_file("ro-crate-metadata.json", metadata.encode()))
    yield "manifest-sha256.txt", [f"{digest}  {name}\n" for name, digest, _ in sorted(files)]


def _file(name: str, content: bytes) -> tuple[str, str, int]:
    return name, sha256(content).hexdigest(), len(content)


def _data(told: Selection, report: Report) -> Iterator[Part]:
    yield "ledger.json", ledger_json(told, report)
    for name, pieces in tidy_csv(told, report):
        yield "codebook.csv" if name == "codebook.csv" else f"data/{name}", pieces


def _metadata(files: list[tuple[str, str, int]], day: date | None) -> str:
    root: dict[str, Any] = {
        "@id": "./",
        "@type": "Dataset",
        "name": _NAME,
        "description": _DESCRIPTION,
        "hasPart": [{"@id": name} for name, _, _ in files],
    }
    if day is not None:
        root["datePublished"] = day.isoformat()
    about = {
        "@id": "ro-crate-metadata.json",
        "@type": "CreativeWork",
        "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"},
        "about": {"@id": "./"},
    }
    tool = {"@id": "#foedus", "@type": "SoftwareApplication", "name": "Foedus", "version": __version__}
    made = {"@id": "#export", "@type": "CreateAction", "instrument": {"@id": "#foedus"}, "result": {"@id": "./"}}
    parts = [
        {"@id": name, "@type": "File", "encodingFormat": _media_type(name), "contentSize": str(size), "sha256": digest}
        for name, digest, size in files
    ]
    graph = {"@context": "https://w3id.org/ro/crate/1.1/context", "@graph": [about, root, *parts, tool, made]}
    return json.dumps(graph, ensure_ascii=False, indent=1) + "\n"


def _media_type(name: str) -> str:
    known = {"json": "application/json", "csv": "text/csv", "md": "text/markdown", "cff": "application/yaml"}
    return known[name.rpartition(".")[2]]


def _citation(day: date | None) -> str:
    lines = ["cff-version: 1.2.0", "type: dataset", f"title: {_NAME}", "message: Please cite this dataset as below."]
    lines += ["authors:", "  - name: The makers of this ledger"]
    lines += [f"date-released: {day.isoformat()}"] if day else []
    lines += ["abstract: >-", f"  {_DESCRIPTION}"]
    return "\n".join(lines) + "\n"


def _day(told: Selection) -> date | None:
    days = (one.published.latest for one in told.documents() if one.published)
    return max((one for one in days if one is not None), default=None)
