"""The importers by name, which is that of ``foedus import NAME``. A new importer is one module and its line here."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Protocol

from foedus.errors import NotFound

if TYPE_CHECKING:  # the command line reads this table whenever it starts
    from collections.abc import Container, Iterator
    from pathlib import Path

    from foedus.model.reading import Reading


class Importer(Protocol):
    """Takes a file and gives, one at a time, its documents with the claims that others coded, as readings by a reader of its own.

    `known` are ids of readings that need not be made again: they may come without claims. It raises NotFound for a missing
    file, BadInput for one that is not of the format, at the latest while it is read; what came before stands.
    """

    def __call__(self, file: Path, known: Container[str] = ...) -> Iterator[Reading]:
        """The readings in the order of the file."""
        ...


@dataclass(frozen=True, slots=True)
class Entry:
    """Where an importer is, what ``--help`` says of it, and an example of a file."""

    module: str
    function: str
    help: str
    example: str


def _entry(name: str, help_: str, example: str) -> Entry:
    return Entry(f"foedus.exchange.importers.{name}", f"import_{name}", help_, example)


IMPORTERS = {
    "claims": _entry(
        "claims",
        'Records hand-coded claims, or those of read --json, as a reading by "imported".\n\nThe text of FILE.json is FILE.txt '
        "beside it; every quote must stand in it word for word. What cannot be taken over is named: a claim becomes a gap, a "
        "file that is broken costs only itself.",
        "coded/*.json",
    ),
    "ucdp-ged": _entry(
        "ucdp_ged",
        "Records UCDP GED: events of organised violence.\n\nTakes CSV, also as tagged on HDX, what the API answers, and GeoJSON. "
        "The dead are counted from low to high; a date or place that is not exact is a span or an area.",
        "GEDEvent_v25_1.csv",
    ),
    "ucdp-actor": _entry(
        "ucdp_actor",
        "Records the UCDP Actor dataset: names, other names, splinters, mergers and renamings, without dates.",
        "ucdp-actor-221.csv",
    ),
    "ucdp-dyadic": _entry(
        "ucdp_dyadic", "Records the UCDP Dyadic dataset: who fought whom in which year, and who joined in.", "Dyadic_v25_1.csv"
    ),
    "ucdp-support": _entry(
        "ucdp_support",
        "Records the UCDP External Support Dataset (supporter, actor, dyad and year): who backed whom.",
        "ucdp-esd-ty-181.xlsx",
    ),
    "acled": _entry(
        "acled",
        "Records your copy of ACLED.\n\nTakes present and former columns, inter codes in figures or words. Actor 1 initiates; "
        "unidentified actors are nobody.",
        "acled_nigeria.csv",
    ),
    "gtd": _entry(
        "gtd",
        "Records your copy of the Global Terrorism Database.\n\nTakes CSV and .xlsx. 0 in a date, -9 and -99 are unknown.",
        "globalterrorismdb_0522dist.xlsx",
    ),
    "gdelt": _entry(
        "gdelt",
        "Records GDELT 2.0 event files.\n\nThese are coded by machine and often wrong; the article's address is the source.",
        "20240101000000.export.CSV",
    ),
    "polecat": _entry(
        "polecat", "Records POLECAT files: events coded by machine in the PLOVER scheme.", "ngecEvents.DV.2023.txt"
    ),
    "relations": _entry(
        "relations",
        "Records a sheet of relations.\n\nColumns: actor_a, actor_b, relation (ally, associate, supporter, fan, host, rival, "
        "competitor, splinter, merger, affiliate, truce, or one of ours), support, start, end, year, sources.",
        "relations.xlsx",
    ),
    "edges": _entry(
        "edges",
        "Records a signed edge list.\n\nColumns: a, b, sign (1, 0 or -1), and if you have them start, end and type. Without a "
        "type, the nearest tie of that sign is taken.",
        "edges.csv",
    ),
    "ftm": _entry(
        "ftm",
        "Records FollowTheMoney entities, one a line: events, and links between actors, that have a summary, which is the quote.",
        "ledger.ftm.json",
    ),
    "stix": _entry(
        "stix",
        "Records a STIX 2.1 bundle: our own claims, and relationships of types we have that are described.",
        "bundle.json",
    ),
    "web-annotation": _entry(
        "web_annotation",
        "Records W3C Web Annotations whose bodies are claims, as foedus export web-annotation writes them.",
        "claims.jsonld",
    ),
    "webanno-tsv": _entry(
        "webanno_tsv",
        "Records a document annotated in INCEpTION or WebAnno, exported as WebAnno TSV 3.\n\nClaims are the layer that foedus "
        "export webanno-tsv writes.",
        "0001-39000c4ee7ab.tsv",
    ),
    "xmi": _entry(
        "xmi",
        "Records a document annotated in INCEpTION or WebAnno, exported as UIMA CAS XMI.\n\nTypeSystem.xml is looked for beside "
        "it. Needs: pip install 'foedus[inception]'.",
        "0001-39000c4ee7ab.xmi",
    ),
    "table": Entry(
        "foedus.exchange.importers.mapped",
        "import_table",
        "Records a table of any layout.\n\nA mapping file says which column is which field: NAME.mapping.yml beside NAME.csv, or "
        "--mapping.",
        "incidents.csv --mapping incidents.mapping.yml",
    ),
}


def importer(name: str) -> Importer:
    """The importer of that name. Raises NotFound with the choices."""
    entry = IMPORTERS.get(name)
    if entry is None:
        raise NotFound(f"there is no importer {name!r}; choose one of {', '.join(IMPORTERS)}")
    function: Importer = getattr(import_module(entry.module), entry.function)
    return function
