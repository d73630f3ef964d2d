"""The HTTP interface as Markdown: docs/reference/http.md, made from the OpenAPI description of the workbench."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

_INTRO = (
    "What `foedus serve` answers beside its pages, made from its OpenAPI description by `tools/render_reference.py`. The server "
    "gives the same description as JSON at `/api/openapi.json`. Requests need a session: open the address that `foedus serve` "
    "prints, or sign in. Requests that change something carry the session's token in the header `x-foedus-csrf`; pages hold it "
    'in their `meta` named `csrf`. A fault is JSON with one sentence, `{"error": "…"}`: 401 no session, 403 not allowed, 404 not '
    "found, 409 refused, 413 too large, 422 not usable, 429 too many requests."
)
_METHODS = ("get", "post", "put", "patch", "delete")


def http_page() -> str:
    """The page."""
    told = _openapi()
    schemas: Mapping[str, Any] = told.get("components", {}).get("schemas", {})
    parts = ["# HTTP", _INTRO]
    for path, methods in sorted(told["paths"].items()):
        if path.startswith("/api"):
            for method in _METHODS:
                if method in methods:
                    parts += [f"## {method.upper()} `{path}`", *_operation(methods[method])]
    parts += ["## Schemas"]
    for name, schema in sorted(schemas.items(), key=lambda item: _named(item[0]).lower()):
        parts += [f"### {_named(name)}", *_schema(schema)]
    return "\n\n".join(part for part in parts if part) + "\n"


def _openapi() -> Mapping[str, Any]:
    from foedus.interfaces.web.app import Door, create_app
    from foedus.ledger.session import Ledger

    with TemporaryDirectory() as folder, Ledger.open(Path(folder) / "empty.sqlite") as ledger:
        described: Mapping[str, Any] = create_app(ledger, Door(frozenset({"localhost"}), None)).openapi()
    return described


def _operation(told: Mapping[str, Any]) -> Iterator[str]:
    yield _text(told.get("description") or told.get("summary", ""))
    rows = [
        f"| `{one['name']}` | {one['in']} | {_type(one.get('schema', {}))} | {_text(one.get('description', ''))} |"
        for one in told.get("parameters", ())
    ]
    yield "\n".join(("| parameter | in | type | meaning |", "| --- | --- | --- | --- |", *rows)) if rows else ""
    for media, body in told.get("requestBody", {}).get("content", {}).items():
        yield f"Takes `{media}`: {_type(body.get('schema', {}))}."
    for status, answer in told.get("responses", {}).items():
        for media, body in answer.get("content", {}).items():
            if status.startswith("2"):
                yield f"Gives `{media}`: {_type(body.get('schema', {}))}."


def _schema(told: Mapping[str, Any]) -> Iterator[str]:
    yield _text(told.get("description", ""))
    if "enum" in told:
        yield "One of " + ", ".join(f"`{value}`" for value in told["enum"]) + "."
    needed = told.get("required", ())
    rows = [
        f"| `{name}` | {_type(field)} | {'yes' if name in needed else 'no'} | {_text(field.get('description', ''))} |"
        for name, field in told.get("properties", {}).items()
    ]
    yield "\n".join(("| field | type | always | meaning |", "| --- | --- | --- | --- |", *rows)) if rows else ""


def _type(told: Mapping[str, Any]) -> str:
    """A type in words, records as links."""
    if "$ref" in told:
        name = _named(str(told["$ref"]).rpartition("/")[2])
        return f"[{name}](#{name.lower().replace(' ', '-')})"
    for choice in ("anyOf", "oneOf", "allOf"):
        if choice in told:
            return " or ".join(dict.fromkeys(_type(one) for one in told[choice]))
    if "enum" in told:
        return ", ".join(f"`{value}`" for value in told["enum"])
    if "const" in told:
        return f"`{told['const']}`"
    kind = str(told.get("type", "anything"))
    if kind == "array":
        return f"list of {_type(told.get('items', {}))}"
    if kind == "object" and isinstance(told.get("additionalProperties"), dict):
        return f"mapping to {_type(told['additionalProperties'])}"
    return kind + (f" ({told['format']})" if "format" in told else "")


def _text(words: str) -> str:
    return " ".join(words.replace("``", "`").split()).replace("|", "\\|")


def _named(schema: str) -> str:
    """The name of a schema; where two modules have one of that name, with its module."""
    *_, module, name = ("", *schema.split("__"))
    return f"{name} of {module}" if module else name
