"""UIMA CAS XMI for INCEpTION, WebAnno and DKPro: a file a document, and the type system that says what its layers are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from foedus.exchange.exporters.annotated import Annotated, annotated
from foedus.exchange.exporters.deliver import Part
from foedus.exchange.exporters.extras import needed
from foedus.exchange.exporters.report import Report
from foedus.exchange.exporters.selection import Selection
from foedus.exchange.exporters.xml_text import fit
from foedus.exchange.features import FEATURES

CLAIM, DOCUMENT = "webanno.custom.FoedusClaim", "webanno.custom.FoedusDocument"
ABOUT = ("title", "publisher", "author", "published", "url")
TYPES = "TypeSystem.xml"


def xmi(told: Selection, report: Report) -> Iterator[Part]:
    """The type system, then a file a document."""
    cassis = needed("cassis", "inception")
    types = type_system(cassis)
    yield TYPES, [types.to_xml()]
    for one in annotated(told, report):
        yield f"{one.file}.xmi", [_cas(cassis, types, one, report)]


def type_system(cassis: Any) -> Any:
    """The layer of claims and that of what is known of a document, in the way of INCEpTION's custom layers."""
    types = cassis.TypeSystem()
    for name, parent, features in ((CLAIM, "uima.tcas.Annotation", FEATURES), (DOCUMENT, "uima.cas.AnnotationBase", ABOUT)):
        made = types.create_type(name=name, supertypeName=parent)
        for feature in features:
            types.create_feature(made, name=_feature(feature), rangeType="uima.cas.String")
    return types


def _feature(name: str) -> str:
    """A name of ours as a feature may be called: "type" is a word of UIMA's own."""
    return "kind" if name == "type" else name


def _cas(cassis: Any, types: Any, one: Annotated, report: Report) -> str:
    cas = cassis.Cas(typesystem=types)
    cas.sofa_string, cas.sofa_mime = fit(one.text), "text/plain"
    document = one.document
    about = {name: getattr(document, name) for name in ("title", "publisher", "author", "url") if getattr(document, name)}
    about |= {"published": document.published.edtf} if document.published else {}
    cas.add(types.get_type(DOCUMENT)(**{name: fit(text) for name, text in about.items()}))
    for claim in one.marked:
        features = {_feature(name): fit(text) for name, text in claim.features.items()}
        if (
            "".join(features.values()) != "".join(claim.features.values())
            or fit(one.text[claim.start : claim.end]) != one.text[claim.start : claim.end]
        ):
            report.reduce(claim.claim, "characters that XML does not allow, for which U+FFFD stands")
        cas.add(types.get_type(CLAIM)(begin=claim.start, end=claim.end, **features))
    return str(cas.to_xmi(pretty_print=True))
