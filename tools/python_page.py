"""The Python interface as Markdown: docs/reference/python.md, made from its signatures and docstrings."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from types import NoneType
from typing import Annotated, Any, get_args, get_origin, get_type_hints, is_typeddict

import foedus
from foedus import errors
from foedus.interfaces.library import records, tie_records
from foedus.interfaces.library.doubts import Doubts
from foedus.interfaces.library.holdings import Holdings
from foedus.interfaces.library.judging import Judging
from foedus.interfaces.library.standings import Standings

_INTRO = (
    "Made from the package's own signatures and docstrings by `tools/render_reference.py`; each example is run by a test on a "
    "small ledger of two reports. Begin with [Foedus from Python](../how-to/python.md)."
)
_GIVEN = (
    "A date (`When`) is text in EDTF or as dates are printed "
    '(`"2013-01-01"`, `"2009-22"`, `"summer 2009"`), a `datetime.date` or '
    "a `DateSpan`; a moment (`Moment`) is text or a `datetime`; `Some` is one word or several."
)
_WIDTH = 100
_GROUPS = (
    (foedus.Ledger, "Open, read, close"),
    (Holdings, "What is there"),
    (Standings, "Who stands how to whom"),
    (Doubts, "What is in doubt"),
    (Judging, "Judging"),
)


def python_page() -> str:
    """The page."""
    parts = ["# Python", _INTRO, _GIVEN, "## Ledger", *_told(foedus.Ledger)]
    for group, title in _GROUPS:
        parts += [f"### {title}", *_members(group, "ledger")]
    parts += ["## Table", *_told(foedus.Table), *_members(foedus.Table, "table")]
    parts += ["## Ties", *_told(foedus.Ties), *_members(foedus.Ties, "ties")]
    parts += ["## Records", (inspect.getdoc(records) or "").split("\n\n", 1)[1], *_records()]
    parts += ["## Errors", _errors()]
    return "\n\n".join(part for part in parts if part) + "\n"


def _members(kind: type, owner: str) -> Iterator[str]:
    for name, member in vars(kind).items():
        if name.startswith("_"):
            continue
        plain = getattr(member, "__func__", member)
        if isinstance(member, property):
            yield f"#### {owner}.{name}"
        elif inspect.isfunction(plain):
            before = kind.__name__ if isinstance(member, classmethod) else owner
            yield f"#### {before}.{name}"
            yield f"```python\n{_signature(f'{before}.{name}', plain)}\n```"
        else:
            continue
        yield from _told(member)


def _signature(name: str, function: Any) -> str:
    """The signature as a call, a parameter a line where it is long."""
    told = inspect.signature(function)
    parameters: list[str] = []
    keywords_only = False
    for one in list(told.parameters.values())[1:]:
        if one.kind is one.KEYWORD_ONLY and not keywords_only:
            keywords_only = True
            parameters += [] if any(each.startswith("*") for each in parameters) else ["*"]
        star = "*" if one.kind is one.VAR_POSITIONAL else ""
        default = "" if one.default is one.empty else f" = {one.default!r}"
        parameters.append(f"{star}{one.name}: {one.annotation}{default}")
    line = f"{name}({', '.join(parameters)}) -> {told.return_annotation}"
    if len(line) <= _WIDTH:
        return line
    return f"{name}(\n" + "".join(f"    {one},\n" for one in parameters) + f") -> {told.return_annotation}"


def _told(member: Any) -> Iterator[str]:
    """The docstring: its words, then its example as code."""
    text, _, example = (inspect.getdoc(member) or "").partition(">>> ")
    yield from (" ".join(paragraph.split()).replace("``", "`") for paragraph in text.strip().split("\n\n"))
    yield f"```pycon\n>>> {example.rstrip()}\n```" if example else ""


def _records() -> Iterator[str]:
    for name, kind in {**vars(records), **vars(tie_records)}.items():
        if is_typeddict(kind) and not name.startswith("_"):
            yield f"### {name}"
            yield inspect.getdoc(kind) or ""
            rows = (f"| `{key}` | {_shown(hint)} |" for key, hint in get_type_hints(kind, include_extras=True).items())
            yield "\n".join(("| field | type |", "| --- | --- |", *rows))


def _shown(hint: Any) -> str:
    """A type in words, records as links."""
    choices = get_args(hint)
    if get_origin(hint) is Annotated:
        return {records.EDTF: "date as EDTF", records.DAY: "day"}[hint.__metadata__[0]]
    if get_origin(hint) is list:
        return f"list of {_shown(choices[0])}"
    if get_origin(hint) is dict:
        return f"mapping from {_shown(choices[0])} to {_shown(choices[1])}"
    if choices:
        return " or ".join(_shown(one) for one in choices)
    if is_typeddict(hint):
        return f"[{hint.__name__}](#{hint.__name__.lower()})"
    return {NoneType: "None", Any: "anything"}.get(hint) or f"`{hint.__name__}`"


def _errors() -> str:
    kinds = [kind for kind in vars(errors).values() if inspect.isclass(kind)]
    rows = (f"| `foedus.errors.{kind.__name__}` | {inspect.getdoc(kind)} |" for kind in kinds)
    return "\n".join(("| error | when |", "| --- | --- |", *rows))
