"""Sending documents in: what is taken, what is told of each, and that a file name is nothing but a label."""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from foedus.interfaces.batch import read_all
from foedus.interfaces.web.sent import jobs
from foedus.interfaces.web.sessions import COOKIE, Role
from foedus.ledger.session import Ledger
from foedus.ledger.view import View
from tests.interfaces.cli.bad_files import pdf
from tests.interfaces.web.conftest import entered
from tests.interfaces.web.jobs import over

GOOD = b"On 3 May 2012 the Taliban attacked the army in Wana. Ten soldiers were killed."
OTHER = b"Pakistan is allied with the United States. On 4 May 2012 the Taliban attacked the police in Bannu."


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[TestClient]:
    """A client on an empty ledger."""
    with entered(tmp_path / "empty.sqlite") as one:
        yield one


def sent(client: TestClient, files: Mapping[str, bytes], **fields: str) -> dict[str, Any]:
    """The job of these files, once it is over."""
    parts = [("files", ("file", content)) for content in files.values()]
    answer = client.post("/api/intake", files=parts, data={"labels": list(files), "reader": "cues", **fields})
    assert answer.status_code == 202, answer.text
    return over(client, answer.json()["id"])


def view(client: TestClient) -> View:
    """The ledger as it is now."""
    ledger: Ledger = client.app.state.desk.ledger  # type: ignore[attr-defined]
    return ledger.view()


def test_files_are_read_and_recorded_under_their_names(empty: TestClient) -> None:
    job = sent(empty, {"a.txt": GOOD, "reports/b.md": OTHER})
    assert (job["state"], job["documents"], job["over"], job["failed"]) == ("done", 2, 2, 0)
    assert [(step["label"], step["state"], step["outcome"]) for step in job["steps"]] == [
        ("a.txt", "done", "new"),
        ("reports/b.md", "done", "new"),
    ]
    documents = list(view(empty).documents())
    assert [(one.origin, one.id) for one in documents] == [(step["label"], step["document"]) for step in job["steps"]]
    assert job["claims"] == len(list(view(empty).claims())) > 0


def test_one_bad_file_costs_only_itself(empty: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOEDUS_UPLOAD_MB", "1")
    bad = {"bad.pdf": b"%PDF-1.4 nothing", "b.png": b"\x89PNG", "big.txt": b"x" * 1_000_001}
    job = sent(empty, {**bad, "a.txt": GOOD, "e.txt": b""})
    assert [(step["state"], step["fault"]) for step in job["steps"]] == [
        ("failed", "cannot read bad.pdf: the PDF is damaged or cut off; fetch or export it again"),
        (
            "failed",
            "cannot read b.png: files ending in .png are not read; save it as one of .txt, .text, .md, .markdown, .html, .htm, "
            ".xhtml, .pdf, .docx",
        ),
        ("failed", "cannot read big.txt: it has more than the 1 MB that are taken here; split it, or read it with foedus read"),
        ("done", None),
        ("failed", "cannot read e.txt: it is empty; fetch or save it again"),
    ]
    assert (job["state"], job["failed"]) == ("done", 4)
    assert len(list(view(empty).documents())) == 1


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("../../etc/passwd.txt", "etc/passwd.txt"),
        ("/abs/olute.txt", "abs/olute.txt"),
        ("..\\..\\windows\\a.txt", "windows/a.txt"),
        ("<script>alert(1)</script>.txt", "<script>alert(1)</script>.txt"),
        ("a\u202egnp.txt", "agnp.txt"),
        ("line\nbreak\x07.txt", "line break.txt"),
        ("x" * 300 + ".txt", "…" + "x" * 195 + ".txt"),
        ('quo"te\'s.txt', 'quo"te\'s.txt'),
    ],
)
def test_a_file_name_is_a_label_and_no_path(empty: TestClient, name: str, label: str, tmp_path: Path) -> None:
    before = {*Path(tempfile.gettempdir()).glob("foedus-intake-*")}
    job = sent(empty, {name: GOOD})
    assert [(step["label"], step["state"]) for step in job["steps"]] == [(label, "done")]
    assert [one.origin for one in view(empty).documents()] == [label]
    assert {path.name.split("-")[0].split(".")[0] for path in tmp_path.iterdir()} == {"empty"}
    assert {*Path(tempfile.gettempdir()).glob("foedus-intake-*")} <= before, "the private folder is given up"


def test_no_sentence_tells_where_files_are_kept(empty: TestClient) -> None:
    told = sent(empty, {"locked.pdf": pdf("words", encrypted=True), "none.txt": b"  \n "})
    assert "foedus-intake" not in str(told)
    assert told["steps"][1]["fault"] == "cannot read none.txt: it holds nothing but blanks; fetch or save it again"


def test_more_files_than_are_taken_at_once_are_refused(empty: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOEDUS_UPLOAD_FILES", "2")
    answer = empty.post("/api/intake", files=[("files", (f"{n}.txt", GOOD)) for n in range(3)])
    assert answer.status_code == 422
    assert answer.json() == {"error": "3 files are more than the 2 that are taken at once; send them in parts"}


def test_the_language_model_is_no_choice_unless_the_server_names_its_address(
    empty: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = empty.post("/api/intake/text", json={"title": "t", "text": "words", "reader": "llm"})
    assert answer.json() == {"error": "there is no reader 'llm' to choose here; choose one of trained, cues"}
    assert empty.post("/api/intake/text", json={"title": "t", "text": "words", "reader": "recorded:/etc"}).status_code == 422
    monkeypatch.setenv("FOEDUS_LLM_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("FOEDUS_LLM_MODEL", "some")
    assert empty.get("/api/intake/taking").json()["readers"] == ["trained", "cues", "llm"]


def test_a_pasted_text_has_its_title_and_date(empty: TestClient) -> None:
    given = {"title": "  A <b>bold</b>\n title ", "text": GOOD.decode(), "published": "summer 2012", "reader": "cues"}
    job = over(empty, empty.post("/api/intake/text", json=given).json()["id"])
    assert job["state"] == "done"
    [document] = view(empty).documents()
    assert (document.title, document.origin) == ("A <b>bold</b> title", None)
    assert document.published is not None
    assert document.published.edtf == "2012-22"


def test_a_date_that_is_none_is_refused_before_anything_is_read(empty: TestClient) -> None:
    answer = empty.post("/api/intake/text", json={"title": "t", "text": "words", "published": "last Friday"})
    assert answer.status_code == 422
    assert answer.json()["error"].startswith("date 'last Friday' is not EDTF")
    assert empty.get("/api/intake").json() == []


def test_of_several_files_the_date_is_for_those_that_give_none(empty: TestClient) -> None:
    sent(empty, {"a.md": b"---\ndate: 2010-01-02\n---\n" + GOOD, "b.txt": OTHER}, published="2013-03-08")
    assert [one.published.edtf for one in view(empty).documents() if one.published] == ["2010-01-02", "2013-03-08"]


def test_two_files_of_one_name_are_both_kept(empty: TestClient) -> None:
    sent(empty, {"report.txt": GOOD})
    step = sent(empty, {"report.txt": OTHER})["steps"][0]
    assert (step["outcome"], step["note"]) == (
        "new", "another document is called report.txt; both are kept, this one as report.txt (2)",
    )
    assert sent(empty, {"report.txt": OTHER})["steps"][0]["outcome"] == "known"
    assert [one.origin for one in view(empty).documents()] == ["report.txt", "report.txt (2)"]


def test_a_file_takes_the_place_of_an_earlier_one_where_that_is_asked_for(empty: TestClient) -> None:
    sent(empty, {"report.txt": GOOD})
    assert sent(empty, {"report.txt": OTHER}, replaces="true")["steps"][0]["outcome"] == "new version"
    assert [one.origin for one in view(empty).documents()] == ["report.txt"]


def test_the_original_of_a_pdf_is_kept_beside_its_text(empty: TestClient) -> None:
    content = pdf("The Taliban attacked the army in Wana on 3 May 2012.")
    step = sent(empty, {"a.pdf": content})["steps"][0]
    assert view(empty).original(step["document"]) == content


def test_the_demo_is_loaded_with_one_request(empty: TestClient) -> None:
    job = over(empty, empty.post("/api/intake/demo").json()["id"])
    assert [step["label"] for step in job["steps"]] == ["briefing-2007.md", "briefing-2010.md", "briefing-2013.md"]
    assert job["state"] == "done"
    actors = {actor.name: actor for actor in view(empty).actors()}
    assert len(actors["Maulvi Nazir"].actors) > 1, "the demo joins those that bear one full name"


def test_the_demo_does_not_go_into_a_ledger_of_other_documents(empty: TestClient) -> None:
    sent(empty, {"a.txt": GOOD})
    answer = empty.post("/api/intake/demo")
    assert answer.status_code == 409
    assert "holds documents that are not the demo's, such as 'a.txt'" in answer.json()["error"]


def test_whoever_may_only_look_may_not_add(empty: TestClient) -> None:
    session = empty.app.state.sessions.of(empty.cookies[COOKIE])  # type: ignore[attr-defined]
    session.role = Role.READER
    for path in ("/api/intake/demo", "/api/intake/job-1/cancel"):
        assert empty.post(path).status_code == 403
    assert empty.post("/api/intake", files=[("files", ("a.txt", GOOD))]).status_code == 403
    assert empty.get("/api/intake").json() == []
    assert "Ask a reviewer" in empty.get("/").text


def test_an_import_is_stopped_before_its_next_document_and_seen_again(empty: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    first, go = threading.Event(), threading.Event()

    def slowly(*args: Any) -> Iterator[Any]:
        for outcome in read_all(*args):
            first.set()
            go.wait(30)
            yield outcome

    monkeypatch.setattr(jobs, "read_all", slowly)
    answer = empty.post("/api/intake", files=[("files", (f"{n}.txt", GOOD)) for n in range(3)], data={"reader": "cues"})
    behind = empty.post("/api/intake/text", json={"title": "t", "text": OTHER.decode(), "reader": "cues"}).json()
    assert first.wait(30)
    under_way = empty.get("/api/intake").json()
    assert [(job["state"], job["documents"]) for job in under_way] == [("waiting", 1), ("reading", 3)]
    empty.post(f"/api/intake/{answer.json()['id']}/cancel")
    empty.post(f"/api/intake/{behind['id']}/cancel")
    go.set()
    job = over(empty, answer.json()["id"])
    assert (job["state"], [step["state"] for step in job["steps"]]) == ("cancelled", ["done", "cancelled", "cancelled"])
    assert over(empty, behind["id"])["state"] == "cancelled"
    assert len(list(view(empty).documents())) == 1


def test_an_unknown_import_is_said_to_be_none(empty: TestClient) -> None:
    answer = empty.get("/api/intake/job-0")
    assert answer.status_code == 404
    assert answer.json() == {"error": "there is no import 'job-0'; those of this server are listed at /api/intake"}
