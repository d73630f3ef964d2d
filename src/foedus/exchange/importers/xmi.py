"""UIMA CAS XMI with the layer of claims that `foedus export xmi` writes, as annotated further in INCEpTION or WebAnno."""

from __future__ import annotations

import io
import warnings
from collections.abc import Container, Iterator
from pathlib import Path
from typing import Any

from foedus.errors import BadInput
from foedus.exchange.exporters.extras import needed
from foedus.exchange.exporters.xmi import ABOUT, CLAIM, DOCUMENT, TYPES, type_system
from foedus.exchange.features import FEATURES
from foedus.exchange.importers.dataset import NOTHING_KNOWN
from foedus.exchange.importers.handed import Handed, content, handed_over
from foedus.exchange.importers.webanno_tsv import claims_of
from foedus.model.reading import Reading

READER, VERSION = "xmi", "1"


def import_xmi(file: Path, known: Container[str] = NOTHING_KNOWN) -> Iterator[Reading]:  # noqa: ARG001
    """The claims of one document, with its text. Layers of others are passed over, with a gap.

    The types are those of TypeSystem.xml beside the file, else ours. Raises NotFound, or BadInput, also without the library.
    """
    cassis = needed("cassis", "inception")
    cas = _cas(cassis, file)
    text = cas.sofa_string
    if not text:
        raise BadInput(f"{file} has no text; export the document from the annotation tool again, as UIMA CAS XMI")
    document = Handed("", text)
    for about in _select(cas, DOCUMENT):
        for name in ABOUT:
            setattr(document, name, getattr(about, name) or None)
    document.title = document.title or file.stem
    found = [
        (one.begin, one.end, {name: getattr(one, "kind" if name == "type" else name) or "" for name in FEATURES})
        for one in _select(cas, CLAIM)
    ]
    claims_of(document, found)
    others = sorted(
        {one.type.name for one in cas.select_all_fs()} - {CLAIM, DOCUMENT, "uima.tcas.DocumentAnnotation", "uima.cas.Sofa"}
    )
    document.gaps += [f"annotations of type {name} are none that the importer knows" for name in others]
    yield from handed_over(file, [document], (READER, VERSION), "application/vnd.xmi+xml")


def _cas(cassis: Any, file: Path) -> Any:
    beside = file.with_name(TYPES)
    source = content(file, "XMI")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of offsets beyond the text, which become gaps
            types = type_system(cassis)
            if beside.is_file():
                types = cassis.merge_typesystems(types, cassis.load_typesystem(io.BytesIO(content(beside, "XML").encode())))
            return cassis.load_cas_from_xmi(io.BytesIO(source.encode()), typesystem=types, lenient=True)
    except Exception as fault:  # noqa: BLE001  (the library raises whatever it comes upon)
        why = f"{type(fault).__name__}: {fault}"
        raise BadInput(f"{file} is no UIMA CAS XMI that can be read ({why}); export it again, with {TYPES} beside it") from None


def _select(cas: Any, name: str) -> list[Any]:
    return sorted(cas.select(name), key=lambda one: (getattr(one, "begin", 0) or 0, getattr(one, "end", 0) or 0, one.xmiID or 0))
