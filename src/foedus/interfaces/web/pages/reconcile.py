"""The pages: a dataset sent in to be compared, and what came of it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import HTMLResponse

from foedus import settings
from foedus.analysis.differing import Aspect
from foedus.interfaces.web.api.reconcile import SIZE, compared, comparisons_of, rows_shown
from foedus.interfaces.web.asking import TheDesk, TheSession
from foedus.interfaces.web.sent.comparing import OF_KIND, Shown
from foedus.interfaces.web.sessions import Role
from foedus.interfaces.web.showing import page

router = APIRouter(include_in_schema=False)

FORMATS = {"ucdp-ged": "UCDP GED", "acled": "ACLED", "gtd": "GTD"}


@router.get("/reconcile")
def start(request: Request, session: TheSession) -> HTMLResponse:
    """The form, and what was compared before."""
    return page(
        request, "reconcile.html", title="Reconcile", formats=FORMATS, megabytes=settings.number("upload_mb"),
        may=session.role >= Role.REVIEWER, known=[compared(one) for one in comparisons_of(request).all()],
    )  # fmt: skip


@router.get("/reconcile/{job}")
def comparison(
    request: Request, desk: TheDesk, session: TheSession, job: Annotated[str, Path(max_length=64)],
    kind: Shown = Shown.ALL, offset: Annotated[int, Query(ge=0, le=10_000_000)] = 0,
) -> HTMLResponse:  # fmt: skip
    """Counts and a table of the findings, or how far it is."""
    one = comparisons_of(request).one(job)
    told = compared(one)
    shown = rows_shown(desk, one, kind, offset) if one.made is not None else None
    kinds = {Shown.ALL: sum(told.counts.get(name, 0) for name in OF_KIND.values())} | {
        shown: told.counts.get(name, 0) for shown, name in OF_KIND.items()
    }
    return page(
        request, "reconcile_one.html", title=f"Reconcile {told.file}", told=told, shown=shown, kinds=kinds, kind=kind, size=SIZE,
        aspects=[aspect.value for aspect in Aspect], name=FORMATS.get(told.format, told.format),
        names={Shown.ALL: "all", **{shown: name.value for shown, name in OF_KIND.items()}},
        differs={key.removeprefix("differ in "): number for key, number in told.counts.items() if key.startswith("differ in ")},
        may=session.role >= Role.REVIEWER,
    )  # fmt: skip
