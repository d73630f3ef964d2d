"""STIX 2.1 bundles: claims from the extension that `foedus export stix` writes, else from relationships and reports."""

from __future__ import annotations

import json
from collections.abc import Container, Iterator, Mapping
from pathlib import Path
from typing import Any

from foedus.errors import BadInput
from foedus.exchange.importers.dataset import NOTHING_KNOWN, data
from foedus.exchange.importers.handed import Handed, content, handed_over
from foedus.model.reading import Reading

READER, VERSION = "stix", "1"
_EPOCH = "1970-01-01"

Object = Mapping[str, Any]


def import_stix(file: Path, known: Container[str] = NOTHING_KNOWN) -> Iterator[Reading]:  # noqa: ARG001
    """The claims of a bundle, by the report that refers to them. The text is the quotes.

    A relationship without our extension is a claim where our vocabulary has its type and both ends are actors; its description is
    the quote, and one without stays out, with a gap. Raises NotFound or BadInput for what is no bundle.
    """
    told = _bundle(file)
    objects = {str(one.get("id")): one for one in told if isinstance(one, dict)}
    cast, kinds, aliases = _cast(objects)
    documents: dict[str, Handed] = {}
    of_report = {ref: one for one in objects.values() if one.get("type") == "report" for ref in _refs(one)}
    skipped: dict[str, int] = {}
    for id_, one in objects.items():
        claim = _claim(one, cast)
        if claim is None:
            if one.get("type") == "relationship" and not _is_role(one, objects):
                skipped[str(one.get("relationship_type"))] = skipped.get(str(one.get("relationship_type")), 0) + 1
            continue
        report = of_report.get(id_, {})
        name = str(report.get("id") or "")
        document = documents.setdefault(name, _document(name, report))
        document.items.append(claim)
    first = next(iter(documents.values()), None)
    if first is None:
        raise BadInput(f"{file} has no claims: neither our extension nor relationships of our types that have a description")
    first.gaps += [f"{number} relationships {type_!r} say nothing that can be claimed" for type_, number in skipped.items()]
    for document in documents.values():
        named = {name for item in document.items for name in _names(item)}
        document.kinds |= {name: kind for name, kind in kinds.items() if name in named}
        document.aliases |= {name: also for name, also in aliases.items() if name in named}
    yield from handed_over(file, documents.values(), (READER, VERSION), "application/stix+json")


def _bundle(file: Path) -> list[Any]:
    try:
        told = json.loads(content(file, "STIX"))
    except (ValueError, RecursionError) as fault:
        raise BadInput(f"{file} is no JSON ({fault}); export the bundle again") from None
    if not isinstance(told, dict) or told.get("type") != "bundle" or not isinstance(told.get("objects"), list):
        raise BadInput(f"{file} is no STIX bundle: a bundle has type 'bundle' and a list 'objects'")
    return list(told["objects"])


def _cast(objects: Mapping[str, Object]) -> tuple[dict[str, str], dict[str, str], dict[str, tuple[str, ...]]]:
    """The names of actors by id; the kinds that are sure, and the other names, by name."""
    coded = data("stix")["kinds"]
    names, kinds, aliases = {}, {}, {}
    for id_, one in objects.items():
        found = coded.get(
            f"{one.get('type')}/{one.get('identity_class', '')}/{next(iter(_listed(one.get('sectors'))), '')}".rstrip("/")
        )
        name = one.get("name")
        if found is None or not isinstance(name, str) or one.get("identity_class") == "system":
            continue
        names[id_] = name
        if found["sure"]:
            kinds[name] = found["kind"]
        aliases[name] = tuple(alias for alias in _listed(one.get("aliases")) if isinstance(alias, str))
    return names, kinds, aliases


def _claim(one: Object, cast: Mapping[str, str]) -> dict[str, Any] | None:
    extensions = one.get("extensions")
    for extension in extensions.values() if isinstance(extensions, dict) else ():
        claim = extension.get("claim") if isinstance(extension, dict) else None
        if isinstance(claim, dict):
            return dict(claim)
    if one.get("type") != "relationship" or not one.get("description"):
        return None
    type_ = str(one.get("relationship_type")).replace("-", "_")
    a, b = cast.get(str(one.get("source_ref"))), cast.get(str(one.get("target_ref")))
    if a is None or b is None:
        return None
    times = {slot: str(one[key])[:10] for slot, key in (("start", "start_time"), ("end", "stop_time")) if one.get(key)}
    return {"type": type_, "a": a, "b": b, "quote": one["description"], **times}


def _is_role(one: Object, objects: Mapping[str, Object]) -> bool:
    """Whether a relationship only says what somebody is to an incident, which the claim of the incident has."""
    return objects.get(str(one.get("source_ref")), {}).get("type") == "incident"


def _names(item: Mapping[str, Any]) -> Iterator[str]:
    for slot in ("initiators", "targets", "participants"):
        yield from (name for name in _listed(item.get(slot)) if isinstance(name, str))
    yield from (item[end] for end in ("a", "b") if isinstance(item.get(end), str))


def _refs(report: Object) -> list[str]:
    return [ref for ref in _listed(report.get("object_refs")) if isinstance(ref, str)]


def _listed(told: Any) -> list[Any]:
    return told if isinstance(told, list) else []


def _document(name: str, report: Object) -> Handed:
    references = [one for one in _listed(report.get("external_references")) if isinstance(one, dict)]
    about = references[0] if references else {}
    published = str(report.get("published") or "")[:10]
    title = about.get("description")
    return Handed(
        name,
        title=title if isinstance(title, str) else None,
        publisher=about.get("source_name") if isinstance(about.get("source_name"), str) and title else None,
        published=published if published and published != _EPOCH else None,
        url=about.get("url") if isinstance(about.get("url"), str) else None,
    )
