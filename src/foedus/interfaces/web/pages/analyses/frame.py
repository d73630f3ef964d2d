"""What the pages of the analyses have in common: the answer in place, later on a large ledger, and faults beside the controls."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse

from foedus.analysis.rollup import Level
from foedus.errors import FoedusError, NotFound, Refused
from foedus.interfaces.naming import Asked
from foedus.interfaces.web.api.analyses.reading import WHOLE, Scene
from foedus.interfaces.web.showing import page
from foedus.interfaces.wording.plain import clean

PAGE = 25  # things on one page of a list

LEVELS = (
    (Level.NONE, "nobody"),
    (Level.LEADERS, "leaders"),
    (Level.UNITS, "leaders, units, outlets, forces"),
    (Level.BRANCHES, "branches too"),
)


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page of a list: what stands on it, from which place on, of how many, and the addresses of its neighbours."""

    items: Sequence[Any]
    first: int
    total: int
    before: str | None
    after: str | None

    @property
    def last(self) -> int:
        """The place of the last."""
        return self.first + len(self.items) - 1


def leaf(request: Request, items: Sequence[Any], number: int, show: Callable[[Any], Any], size: int = PAGE) -> Leaf:
    """A page of a list, counted from 1; `show` makes of each thing what the template shows."""
    start = (max(1, number) - 1) * size
    shown = [show(one) for one in items[start : start + size]]
    before = here(request, page=number - 1) if number > 1 else None
    after = here(request, page=number + 1) if start + size < len(items) else None
    return Leaf(shown, start + 1, len(items), before, after)


def here(request: Request, **changed: object) -> str:
    """The address of this page with some parameters changed, those that are None left out; a list gives several."""
    kept = [(name, value) for name, value in request.query_params.multi_items() if name not in changed and value]
    lists = {name: value if isinstance(value, list) else [value] for name, value in changed.items()}
    more = [(name, str(one)) for name, value in lists.items() for one in value if one is not None]
    return f"{request.url.path}?{urlencode([*kept, *more])}"


def answered(
    request: Request, scene: Scene, template: str, gather: Callable[[], Mapping[str, Any]], **controls: Any
) -> HTMLResponse:
    """The page with its answer: at once, or on a large ledger after the page has been shown, when the page asks for it alone."""
    alone = "hx-request" in request.headers
    given = {"asked": request.query_params, "levels": LEVELS, "here": lambda **changed: here(request, **changed), **controls}
    if scene.large and not alone:
        return page(request, f"{template}.html", **given, later=here(request), found=None, fault="", whole=WHOLE)
    found, fault, status = None, "", 200
    try:
        found = gather()
    except FoedusError as told:
        fault, status = clean(told), 404 if isinstance(told, NotFound) else 409 if isinstance(told, Refused) else 422
    # htmx shows only what comes as a success.
    name, code = (f"pieces/{template}_found.html", 200) if alone else (f"{template}.html", status)
    return page(request, name, code, **given, later=None, found=found, fault=fault, whole=WHOLE)


def guesses(meant: Sequence[Asked]) -> list[str]:
    """Where a text is not the name of whom it is taken for, or is that of several."""
    said = [f"Taking “{one.text}” for {one.name}." for one in meant if one.guessed]
    said += [
        f"“{one.text}” is borne by {len(one.actors)} actors, taken together; their page joins or splits them."
        for one in meant
        if len(one.actors) > 1
    ]
    return said
