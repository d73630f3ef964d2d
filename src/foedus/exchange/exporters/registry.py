"""The exporters by name, which is that of ``foedus export NAME``. A new exporter is one module and its line here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Protocol

from foedus.errors import NotFound

if TYPE_CHECKING:  # the command line reads this table whenever it starts
    from foedus.exchange.exporters.deliver import Part, Piece
    from foedus.exchange.exporters.report import Report
    from foedus.exchange.exporters.selection import Selection


class Exporter(Protocol):
    """Writes a selection piece by piece: text or bytes of one file, or the files of a folder.

    Without the selection's `times` nothing in it depends on when it was recorded, or on the machine; without its `texts` it holds
    no text of a document but the quotes. What the format cannot carry goes into the report: a claim is in the file, or in it.
    Optional libraries are imported inside; BadInput where one is absent.
    """

    def __call__(self, told: Selection, report: Report) -> Iterator[Piece] | Iterator[Part]:
        """The pieces, or the files, in order."""
        ...


@dataclass(frozen=True, slots=True)
class Entry:
    """Where an exporter is, what ``--help`` says of it, the suffix of its file, and whether it writes a folder (or a zip of it).

    `texts` and `times` say whether the options of these names change anything; `binary` that it is nothing to print.
    """

    module: str
    function: str
    help: str
    suffix: str
    folder: bool = False
    texts: bool = False
    times: bool = False
    binary: bool = False

    @property
    def example(self) -> str:
        """The name of a file or folder to write to."""
        return f"study-{self.suffix}" if self.folder else f"ledger.{self.suffix}"


_HOME = "foedus.exchange.exporters"

EXPORTERS = {
    "json": Entry(
        f"{_HOME}.ledger",
        "ledger_json",
        "Writes documents, actors, claims, gaps and judgements as one JSON object.\n\nThe same documents read by the same reader "
        "in the same order and judged alike give the same bytes, whenever and wherever they were recorded.",
        "json",
        texts=True,
        times=True,
    ),
    "csv": Entry(
        f"{_HOME}.tidy_csv",
        "tidy_csv",
        "Writes a folder of tidy CSV tables with their codebook: claims in one long table, who takes part, citations, actors, "
        "names, sources, ties and spells.\n\nCells that a spreadsheet could run as formulas get an apostrophe before them.",
        "csv",
        folder=True,
    ),
    "xlsx": Entry(
        f"{_HOME}.xlsx",
        "xlsx",
        "Writes an Excel workbook: actors, events, relations, ties, sources, codebook.\n\nNeeds: pip install 'foedus[xlsx]'.",
        "xlsx",
        binary=True,
    ),
    "parquet": Entry(
        f"{_HOME}.parquet",
        "parquet",
        "Writes a folder of Parquet tables, the same as csv, in typed columns.\n\nNeeds: pip install 'foedus[parquet]'.",
        "parquet",
        folder=True,
    ),
    "sqlite": Entry(
        f"{_HOME}.sqlite",
        "sqlite",
        "Writes the tables as a SQLite file for Datasette, with keys and a full-text index of the quotes.\n\nIt is no ledger: "
        "foedus does not open it.",
        "db",
        binary=True,
    ),
    "ucdp-ged": Entry(f"{_HOME}.ucdp_ged", "ucdp_ged", "Writes fatal events as CSV in the shape of UCDP GED.", "csv"),
    "acled": Entry(f"{_HOME}.acled", "acled", "Writes events as CSV in the shape of ACLED.", "csv"),
    "gtd": Entry(f"{_HOME}.gtd", "gtd", "Writes attacks as CSV in the shape of the Global Terrorism Database.", "csv"),
    "gexf": Entry(f"{_HOME}.gexf", "gexf", "Writes ties with their spells as GEXF, for Gephi.", "gexf"),
    "graphml": Entry(f"{_HOME}.graphml", "graphml", "Writes ties as GraphML, for yEd, igraph and Cytoscape.", "graphml"),
    "edges": Entry(
        f"{_HOME}.edge_list",
        "edge_list",
        "Writes a signed edge list as CSV: how each pair stood at a day, by default that of the latest report.\n\nfoedus balance "
        "reads it.",
        "csv",
    ),
    "pajek": Entry(f"{_HOME}.pajek", "pajek", "Writes ties as a Pajek network, a relation for each kind of tie.", "net"),
    "geojson": Entry(
        f"{_HOME}.geojson",
        "geojson",
        "Writes claims as GeoJSON features.\n\nA claim has a point only where its place is settled, and its precision beside it.",
        "geojson",
    ),
    "timelinejs": Entry(f"{_HOME}.timelinejs", "timelinejs", "Writes dated claims as slides for TimelineJS.", "json"),
    "kumu": Entry(f"{_HOME}.kumu", "kumu", "Writes actors and ties as JSON for Kumu.", "json"),
    "obsidian": Entry(
        f"{_HOME}.obsidian",
        "obsidian",
        "Writes an Obsidian vault: a note for each actor and each document.",
        "vault",
        folder=True,
    ),
    "web-annotation": Entry(
        f"{_HOME}.annotation",
        "web_annotation",
        "Writes W3C Web Annotations as JSON-LD, one a claim, on its words and offsets.\n\n--texts adds the words around them.",
        "jsonld",
        texts=True,
    ),
    "json-ld": Entry(f"{_HOME}.jsonld", "json_ld", "Writes JSON-LD with PROV-O: what was made from what, and by whom.", "jsonld"),
    "webanno-tsv": Entry(
        f"{_HOME}.webanno_tsv",
        "webanno_tsv",
        "Writes a folder of WebAnno TSV 3.3 files for INCEpTION, each claim a span with features.\n\n--texts has whole texts "
        "instead of the quotes alone.",
        "tsv",
        folder=True,
        texts=True,
    ),
    "xmi": Entry(
        f"{_HOME}.xmi",
        "xmi",
        "Writes a folder of UIMA CAS XMI files for INCEpTION, with their type system.\n\n--texts has whole texts instead of the "
        "quotes alone. Needs: pip install 'foedus[inception]'.",
        "xmi",
        folder=True,
        texts=True,
    ),
    "ftm": Entry(f"{_HOME}.ftm", "ftm", "Writes FollowTheMoney entities, one a line.", "ftm.json"),
    "stix": Entry(f"{_HOME}.stix", "stix", "Writes a STIX 2.1 bundle.", "json"),
    "ro-crate": Entry(
        f"{_HOME}.ro_crate",
        "ro_crate",
        "Writes an RO-Crate to deposit: ledger, tables, codebook, manifest with hashes, CITATION.cff.",
        "crate",
        folder=True,
        texts=True,
        times=True,
    ),
}


def exporter(name: str) -> Exporter:
    """The exporter of that name. Raises NotFound with the choices."""
    entry = EXPORTERS.get(name)
    if entry is None:
        raise NotFound(f"there is no exporter {name!r}; choose one of {', '.join(EXPORTERS)}")
    function: Exporter = getattr(import_module(entry.module), entry.function)
    return function
