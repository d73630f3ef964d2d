"""The JSON API: documents sent in, and how far their reading is."""

from __future__ import annotations

import tempfile
import threading
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, File, Form, Request, UploadFile
from pydantic import BaseModel, Field

from foedus import settings
from foedus.errors import BadInput
from foedus.interfaces import demo as briefings
from foedus.interfaces.web.asking import TheDesk, TheReviewer, TheSession, desk_of
from foedus.interfaces.web.sent.jobs import OVER, Job, Jobs, State, Step
from foedus.interfaces.web.sent.uploads import (
    Received,
    Sent,
    check_number,
    pasted,
    published_on,
    reader_chosen,
    readers_offered,
    received,
)
from foedus.reading.documents.registry import SUFFIXES
from foedus.reading.readers.registry import DEFAULT

router = APIRouter(prefix="/api/intake", tags=["intake"])
_making = threading.Lock()
_SHOWN = 50  # jobs in the list


class StepView(BaseModel):
    """One document: where it is, what the ledger made of it, or why it was not read."""

    label: str
    state: State
    outcome: str | None = Field(description="new, new version, re-read, seen elsewhere, known or current again")
    document: str | None
    claims: int
    actors: int
    gaps: int
    fault: str | None
    note: str | None


class JobView(BaseModel):
    """Documents sent in together. `over` counts those that are done, failed or cancelled."""

    id: str
    by: str
    began: str
    reader: str
    state: State
    fault: str | None
    documents: int
    over: int
    failed: int
    claims: int


class JobDetail(JobView):
    """A job with each of its documents."""

    steps: list[StepView]


class Taking(BaseModel):
    """What is taken: file endings, the largest file in megabytes, files at once, and the readers to choose from."""

    endings: list[str]
    megabytes: int
    files: int
    readers: list[str]
    reader: str


class Text(BaseModel):
    """A text to read as one document."""

    title: str = Field(min_length=1, max_length=300)
    text: str = Field(min_length=1, max_length=50_000_000)
    published: str = Field("", max_length=60, description="EDTF, such as 2013-03-08, or in words: summer 2009")
    reader: str = Field("", max_length=40)


def jobs_of(request: Request) -> Jobs:
    """The imports of this server."""
    state = request.app.state
    with _making:
        if not hasattr(state, "jobs"):
            state.jobs = Jobs(desk_of(request).ledger)
        found: Jobs = state.jobs
        return found


def taking() -> Taking:
    """What is taken, by the settings."""
    return Taking(
        endings=list(SUFFIXES),
        megabytes=settings.number("upload_mb"),
        files=settings.number("upload_files"),
        readers=list(readers_offered()),
        reader=reader_chosen(""),
    )


@router.get("")
def jobs(request: Request, _: TheSession) -> list[JobView]:
    """The imports of this server, the newest first."""
    return [JobView.model_validate(_summary(job)) for job in jobs_of(request).all()[:_SHOWN]]


@router.get("/taking")
def what_is_taken(_: TheSession) -> Taking:
    """Which files are taken, how large, how many, and who can read them."""
    return taking()


@router.get("/{job}")
def job(request: Request, _: TheSession, job: str) -> JobDetail:
    """How far an import is."""
    return detail(jobs_of(request).one(job))


@router.post("", status_code=202)
def send(
    request: Request,
    session: TheReviewer,
    files: Annotated[list[UploadFile], File(description="The documents.")],
    labels: Annotated[list[str] | None, Form(description="What to call them, in their order; else their file names.")] = None,
    published: Annotated[str, Form(max_length=60, description="When: EDTF or words; of several, of those without a date.")] = "",
    reader: Annotated[str, Form(max_length=40)] = "",
    replaces: Annotated[bool, Form(description="Whether a file takes the place of an earlier one of the same name.")] = False,
) -> JobDetail:
    """Sends in files; they are read one after the other."""
    check_number(files)
    names = labels or [one.filename or "" for one in files]
    if len(names) != len(files):
        raise BadInput(f"{len(names)} labels were sent for {len(files)} files; send one for each")
    chosen, date = reader_chosen(reader), published_on(published)
    closing, folder = _private_folder()
    with closing:
        sent = [Sent(name, one.file) for name, one in zip(names, files, strict=True)]
        steps = [_step(one) for one in received(sent, folder, date)]
        job = Job(session.name, steps, chosen, bool(reader), replaces, closing=closing.pop_all())
    return detail(jobs_of(request).add(job))


@router.post("/text", status_code=202)
def send_text(request: Request, session: TheReviewer, given: Text) -> JobDetail:
    """Sends in a text with its title and date."""
    chosen, date = reader_chosen(given.reader), published_on(given.published)
    closing, folder = _private_folder()
    with closing:
        steps = [_step(pasted(given.text, given.title, folder, date))]
        job = Job(session.name, steps, chosen, bool(given.reader), closing=closing.pop_all())
    return detail(jobs_of(request).add(job))


@router.post("/demo", status_code=202)
def load_demo(request: Request, desk: TheDesk, session: TheReviewer) -> JobDetail:
    """Reads the three briefings of the demo, into a ledger that holds nothing else."""
    briefings.check_own(desk.ledger, "open the workbench on an empty ledger to look at the demo")
    with ExitStack() as closing:
        steps = [Step((task.origin or "").removeprefix("foedus demo/"), task) for task in briefings.tasks(closing)]
        job = Job(session.name, steps, DEFAULT, afterwards=lambda: briefings.join(desk.ledger), closing=closing.pop_all())
    return detail(jobs_of(request).add(job))


@router.post("/{job}/cancel")
def cancel(request: Request, _: TheReviewer, job: str) -> JobDetail:
    """Stops an import before its next document; what is recorded stays."""
    return detail(jobs_of(request).cancel(job))


def detail(job: Job) -> JobDetail:
    """A job as the API tells it."""
    steps = [StepView.model_validate(step, from_attributes=True) for step in job.steps]
    return JobDetail.model_validate({**_summary(job), "steps": steps})


def _summary(job: Job) -> dict[str, object]:
    return {
        "id": job.id, "by": job.by, "began": job.began.isoformat(), "reader": job.reader, "state": job.state, "fault": job.fault,
        "documents": len(job.steps),
        "over": sum(step.state in OVER for step in job.steps),
        "failed": sum(step.state is State.FAILED for step in job.steps),
        "claims": sum(step.claims for step in job.steps),
    }  # fmt: skip


def _step(one: Received) -> Step:
    return Step(one.label, one.task, State.WAITING if one.task else State.FAILED, fault=one.fault)


def _private_folder() -> tuple[ExitStack, Path]:
    """A folder of its own that only we may look into, given up with the stack."""
    closing = ExitStack()
    return closing, Path(closing.enter_context(tempfile.TemporaryDirectory(prefix="foedus-intake-")))
