"""W3C Web Annotations (JSON-LD) whose bodies are claims in the codebook's form, as `foedus export web-annotation` writes them."""

from __future__ import annotations

import json
from collections.abc import Container, Iterator
from pathlib import Path
from typing import Any

from foedus.errors import BadInput
from foedus.exchange.importers.dataset import NOTHING_KNOWN
from foedus.exchange.importers.handed import Handed, content, handed_over
from foedus.model.reading import Reading

READER, VERSION = "web-annotation", "1"
_MOST_TOLD = 5  # annotations without a claim that are named one by one


def import_web_annotation(file: Path, known: Container[str] = NOTHING_KNOWN) -> Iterator[Reading]:  # noqa: ARG001
    """The claims of an annotation, a page or a collection of them, by document. The text is the quotes.

    An annotation without a claim, such as a remark, becomes a gap. Raises NotFound, or BadInput for what is no such JSON-LD.
    """
    told = _json(file)
    documents: dict[str, Handed] = {}
    for number, one in enumerate(_annotations(file, told), 1):
        _take(one if isinstance(one, dict) else {}, number, documents)
    if not documents:
        raise BadInput(f"{file} has no annotations; an AnnotationPage has them under 'items'")
    yield from handed_over(file, documents.values(), (READER, VERSION), "application/ld+json")


def _json(file: Path) -> Any:
    try:
        return json.loads(content(file, "JSON-LD"))
    except (ValueError, RecursionError) as fault:
        raise BadInput(f"{file} is no JSON ({fault}); export the annotations again") from None


def _annotations(file: Path, told: Any) -> list[Any]:
    if isinstance(told, list):
        return told
    if isinstance(told, dict):
        if told.get("type") == "Annotation":
            return [told]
        first = told.get("first")
        items = told.get("items", first.get("items") if isinstance(first, dict) else None)
        if isinstance(items, list):
            return items
    raise BadInput(f"{file} is no web annotation: neither an Annotation nor a list of them under 'items'")


def _take(one: dict[str, Any], number: int, documents: dict[str, Handed]) -> None:
    target = _first(one.get("target"))
    source = target.get("source") if isinstance(target, dict) else target
    about = source if isinstance(source, dict) else {"id": str(source or "")}
    name = str(about.get("identifier") or about.get("id") or "")
    document = documents.setdefault(name, _document(name, about))
    quote, start = _selected(target if isinstance(target, dict) else {})
    claim = _claim(one)
    if claim is None or quote is None:
        if len(document.gaps) < _MOST_TOLD:
            why = "no claim in the codebook's form as its body" if claim is None else "no TextQuoteSelector"
            document.gaps.append(f"annotation {number} ({one.get('id')}) has {why}")
        return
    document.items.append({**claim, "quote": quote, "start_offset": start})


def _document(name: str, about: dict[str, Any]) -> Handed:
    told = {field: about[field] for field in ("title", "publisher", "published") if isinstance(about.get(field), str)}
    address = about.get("id")
    return Handed(name, url=address if isinstance(address, str) and "://" in address else None, **told)


def _selected(target: dict[str, Any]) -> tuple[str | None, int | None]:
    given = target.get("selector") or []
    selectors = [one for one in (given if isinstance(given, list) else [given]) if isinstance(one, dict)]
    words = next((one.get("exact") for one in selectors if one.get("type") == "TextQuoteSelector"), None)
    start = next((one.get("start") for one in selectors if one.get("type") == "TextPositionSelector"), None)
    return words if isinstance(words, str) else None, start if isinstance(start, int) and start >= 0 else None


def _claim(one: dict[str, Any]) -> dict[str, Any] | None:
    given = one.get("body")
    for body in given if isinstance(given, list) else [given]:
        value = body.get("value") if isinstance(body, dict) else None
        try:
            told = json.loads(value) if isinstance(value, str) else value
        except (ValueError, RecursionError):
            continue
        if isinstance(told, dict) and "type" in told and "quote" in told:
            return told
    return None


def _first(told: Any) -> Any:
    return told[0] if isinstance(told, list) and told else told
