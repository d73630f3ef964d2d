"""The analyses: records as the commands print them, pages with their quotes, and a large ledger that keeps nobody waiting."""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient
from typer.testing import CliRunner

from foedus.interfaces.cli.main import app
from foedus.interfaces.web.api.analyses import briefs, reading
from foedus.interfaces.web.pages.analyses.pieces import Mark, mark
from foedus.interfaces.web.pages.analyses.triangle import triangle

HTML = {"accept": "text/html"}
ALONE = {**HTML, "hx-request": "true"}


def printed(ledger: Path, *words: str) -> Any:
    """What a command prints with --json."""
    result = CliRunner().invoke(app, [*words, "--ledger", str(ledger), "--json"], catch_exceptions=False)
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/api/disputes", ("disputes",)),
        ("/api/disputes?actor=ttp", ("disputes", "ttp")),
        ("/api/disputes?known_by=2011", ("disputes", "--known-by", "2011")),
        ("/api/origins", ("origins",)),
        ("/api/forecasts", ("forecasts",)),
        ("/api/forecasts?actor=pakistan", ("forecasts", "pakistan")),
        ("/api/strain", ("strain",)),
        ("/api/strain?at=2010-11-15&roll_up=branches&readings=50&seed=7", (
            "strain", "--at", "2010-11-15", "--roll-up", "branches", "--readings", "50", "--seed", "7",
        )),
        ("/api/change?from=2007&to=2013", ("change", "2007", "2013")),
        ("/api/change?from=2007&to=2013&roll_up=units", ("change", "2007", "2013", "--roll-up", "units")),
    ],
)  # fmt: skip
def test_lists_hold_the_records_of_the_command(client: TestClient, ledger_file: Path, path: str, words: tuple[str, ...]) -> None:
    answer = client.get(path).json()
    assert answer["records"] == printed(ledger_file, *words)
    assert answer["total"] == len(answer["records"])


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/api/coverage?actor=imu&days=200", ("coverage", "imu", "--days", "200")),
        ("/api/coverage?actor=imu&other=ttp&at=2020", ("coverage", "imu", "ttp", "--at", "2020")),
        ("/api/camps?at=2013-03-08", ("camps", "--at", "2013-03-08")),
        ("/api/camps?k=3&truces_positive=true", ("camps", "--camps", "3", "--truces-positive")),
        ("/api/what-if?without=imu", ("whatif", "--without", "imu")),
        ("/api/what-if?flip=pakistan,ttp&end=imu,ttp", ("whatif", "--flip", "pakistan,ttp", "--end", "imu,ttp")),
    ],
)
def test_answers_hold_the_record_of_the_command(client: TestClient, ledger_file: Path, path: str, words: tuple[str, ...]) -> None:
    assert client.get(path).json()["record"] == printed(ledger_file, *words)


def test_what_followed_an_event_is_the_record_of_the_command(client: TestClient, ledger_file: Path) -> None:
    event = _an_event(client)
    told = printed(ledger_file, "change", "--after", event, "--days", "60")
    assert client.get("/api/change/after", params={"event": event, "days": 60}).json()["record"] == told


def test_a_list_is_paged_and_says_how_much_there_is(client: TestClient) -> None:
    whole = client.get("/api/disputes").json()
    second = client.get("/api/disputes", params={"limit": 2, "offset": 2}).json()
    assert second["total"] == whole["total"] > 4
    assert second["records"] == whole["records"][2:4]


def test_a_matter_and_a_time_narrow_the_disputes(client: TestClient) -> None:
    denied = client.get("/api/disputes", params={"matter": "denied"}).json()["records"]
    assert denied
    assert {one["matter"] for one in denied} == {"denied"}
    assert client.get("/api/disputes", params={"from": "2030"}).json()["total"] == 0


@pytest.mark.parametrize(
    ("path", "status", "told"),
    [
        ("/api/disputes?actor=nobodyknowsthem", 404, "nobodyknowsthem"),
        ("/api/disputes?from=2013&to=2009", 422, "2013-01-01 lies after 2009-12-31; give the earlier date first"),
        ("/api/strain?at=9999-12-31", 422, "at 9999-12-31 is too far off; give a day of the years 1000 to 2999"),
        ("/api/strain?at=soon", 422, "soon"),
        ("/api/strain?roll_up=everyone", 422, "roll_up"),
        ("/api/change?from=2013&to=2009", 422, "2009-12-31 does not lie after 2013-12-31; give the earlier day first"),
        ("/api/change/after?event=clm-00", 404, "there is no claim 'clm-00' in the ledger"),
        ("/api/what-if", 422, "nothing is supposed; name an actor gone"),
        ("/api/what-if?end=ttp", 422, "'ttp' does not name two actors; write A,B"),
        ("/api/what-if?without=maulvi%20nazir", 409, "is a person; foedus whatif asks only about organisations and states"),
        ("/api/what-if?end=ttp,ttp", 404, "no tie of"),
        ("/api/brief?actor=ttp&other=ttp", 422, "name two actors"),
        ("/api/coverage?actor=%00", 422, "0 actors are named; name one"),
        ("/api/brief/file?form=exe", 422, "form"),
    ],
)
def test_what_cannot_be_answered_is_told_in_a_sentence(client: TestClient, path: str, status: int, told: str) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    assert told in answer.json()["error"]


@pytest.mark.parametrize("path", ["/disputes", "/strain", "/change", "/what-if", "/brief"])
def test_a_fault_is_told_in_place_with_the_controls_kept(client: TestClient, path: str) -> None:
    name = "other" if path == "/brief" else "of" if path == "/what-if" else "actor"
    wrong = {"at": "soon"} if path == "/strain" else {name: "nobody <b>knows</b> them"}
    answer = client.get(path, params=wrong, headers=HTML)
    assert answer.status_code in (404, 422)
    assert 'class="fault" role="alert"' in answer.text
    assert '<form class="controls"' in answer.text
    assert "<b>knows" not in answer.text


def test_every_quote_of_a_dispute_leads_to_its_claim(client: TestClient) -> None:
    record = client.get("/api/disputes").json()["records"][0]
    shown = client.get("/disputes", headers=HTML).text
    for side in record["sides"]:
        assert f'href="/documents/{side["document"]}#claim-{side["claim"]}"' in shown


def test_strain_shows_the_share_what_decides_it_and_the_camps(client: TestClient) -> None:
    record = client.get("/api/strain", params={"at": "2013-03-08"}).json()["records"][0]
    camps = client.get("/api/camps", params={"at": "2013-03-08"}).json()["record"]
    shown = client.get("/strain", params={"at": "2013-03-08"}, headers=HTML).text
    assert record["sentence"] in shown
    assert f"Unbalanced in {record['share']:.0%} of readings" in shown
    assert f"without them it is unbalanced in {record['decisive']['share_without']:.0%}" in shown
    assert f"Balanced: {camps['balanced_share']:.0%}" in shown


def test_a_number_of_the_census_unfolds_to_its_triads(client: TestClient) -> None:
    shown = client.get("/strain", params={"at": "2013-03-08"}, headers=HTML).text
    address = re.search(r'hx-get="(/strain/triads[^"]+)"', shown)
    assert address is not None
    piece = client.get(address[1].replace("&amp;", "&"), headers=ALONE).text
    assert piece.count("/documents/") > 2
    assert client.get("/strain/triads?kind=xyz", headers=ALONE).status_code == 422


def test_what_the_form_supposes_is_put_into_the_address_by_ids(client: TestClient) -> None:
    asked = {"at": "2013-03-08", "add": "flip", "a": "pakistan", "b": "ttp", "without": "imu"}
    answer = client.get("/what-if", params=asked, headers=HTML, follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"] == "/what-if?at=2013-03-08&without=imu&flip=state%3Apakistan%2Cucdp%3A356"
    shown = client.get(answer.headers["location"], headers=HTML).text
    assert "This is a theory’s reading of the record, not a forecast." in shown
    assert "the tie of Pakistan and Tehrik-e-Taliban Pakistan turned" in shown


def test_an_event_is_chosen_from_a_list(client: TestClient) -> None:
    shown = client.get("/change", params={"choose": "true"}, headers=HTML).text
    address = re.search(r'href="(/change\?[^"]*event=clm-[0-9a-f]+[^"]*)"', shown)
    assert address is not None
    assert "What changed from" in client.get(address[1].replace("&amp;", "&"), headers=HTML).text


@pytest.mark.parametrize("form", ["md", "html", "docx", "pdf"])
def test_a_brief_is_taken_away_as_a_file(client: TestClient, form: str) -> None:
    if form == "pdf":
        pytest.importorskip("reportlab")
        pytest.importorskip("matplotlib")
    page = client.get("/api/brief", params={"actor": "ttp", "at": "2013-03-08"}).json()
    answer = client.get("/api/brief/file", params={"actor": "ttp", "at": "2013-03-08", "form": form})
    assert answer.headers["content-disposition"] == f'attachment; filename="tehrik-e-taliban-pakistan-2013-03-08.{form}"'
    if form == "docx":
        assert "word/document.xml" in zipfile.ZipFile(io.BytesIO(answer.content)).namelist()
    elif form == "pdf":
        assert answer.content.startswith(b"%PDF")
    else:
        assert page["title"] in answer.text


def test_a_pdf_without_the_extra_is_refused_with_what_to_do(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(briefs, "find_spec", lambda _: None)
    answer = client.get("/api/brief/file", params={"form": "pdf"})
    assert answer.status_code == 409
    assert answer.json()["error"] == (
        "a PDF needs reportlab and matplotlib; pip install 'foedus[brief]', or take HTML and print it"
    )
    assert "PDF needs reportlab and matplotlib" in client.get("/brief", headers=HTML).text


def test_a_large_ledger_shows_the_page_first_and_the_answer_after(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "WHOLE", 10)
    first = client.get("/disputes", params={"actor": "ttp"}, headers=HTML).text
    assert 'hx-get="/disputes?actor=ttp" hx-trigger="load"' in first
    assert "blockquote" not in first
    piece = client.get("/disputes", params={"actor": "ttp"}, headers=ALONE).text
    assert "only those that name who is asked about were compared" in piece
    assert "blockquote" in piece
    assert "<nav" not in piece


def test_a_large_ledger_is_bounded_and_says_so(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "WHOLE", 10)
    notes = client.get("/api/disputes").json()["notes"]
    assert notes == [
        "This ledger holds more than 10 claims: only those of 2012-02-21 to 2013-02-20 were compared. "
        "Name an actor, or another time, to see others."
    ]
    assert client.get("/api/change").status_code == 422
    assert client.get("/api/change?actor=ttp&from=2007&to=2013").json()["total"] > 0
    assert "have to do with are looked at" in client.get("/api/what-if?without=imu").json()["notes"][0]
    assert client.get("/api/camps").status_code == client.get("/api/brief").status_code == 409
    assert client.get("/change?choose=true", headers=ALONE).text.count("<li>") > 1


def test_no_more_claims_are_read_than_the_bound(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "WHOLE", 10)
    monkeypatch.setattr(reading, "MOST", 5)
    assert client.get("/api/coverage?actor=ttp").json()["record"]["claims"] == 5
    assert "the first 5 of them" in client.get("/api/disputes?actor=ttp").json()["notes"][0]


def test_another_question_on_a_large_ledger_gives_way_after_a_while(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "WHOLE", 10)
    monkeypatch.setattr(reading, "_WAIT", 0.05)
    assert reading._heavy.acquire(blocking=False)
    try:
        answer = client.get("/api/disputes?actor=ttp")
    finally:
        reading._heavy.release()
    assert answer.status_code == 409
    assert answer.json()["error"] == "another question has this large ledger at work; ask again in a minute"
    assert client.get("/api/disputes?actor=ttp").status_code == 200


def test_an_answer_is_made_anew_once_the_ledger_has_changed(client: TestClient) -> None:
    before = client.get("/api/disputes").json()
    claim = before["records"][0]["sides"][-1]["claim"]
    from foedus.interfaces.web.asking import signature
    from foedus.interfaces.web.sessions import Role, Session
    from foedus.ledger.review import reject

    reject(client.app.state.desk.ledger, claim, signature(Session("Amira", Role.REVIEWER)))  # type: ignore[attr-defined]
    after = client.get("/api/disputes").json()
    assert claim not in {side["claim"] for one in after["records"] for side in one["sides"]}


def test_signs_are_drawn_in_four_forms() -> None:
    forms = {sign: triangle(["A", "B", "C"], [mark(sign)] * 3).sides[0].path for sign in ("+", "-", "0", None)}
    assert len(set(forms.values())) == 4
    assert forms["+"].count("M") == 1
    assert forms["0"].count("M") == 2
    assert forms["-"].count("M") > 5
    assert forms[None].count("L") > 5


def test_a_long_name_is_broken_into_lines_that_fit_the_drawing() -> None:
    drawn = triangle(["Popular Front for the Liberation of Everything and Everyone"] * 3, [Mark("with", "+", "with")] * 3)
    assert all(1 < len(corner.lines) <= 3 and max(map(len, corner.lines)) <= 17 for corner in drawn.corners)


def _an_event(client: TestClient) -> str:
    shown = client.get("/change", params={"choose": "true"}, headers=HTML).text
    found = re.search(r"event=(clm-[0-9a-f]+)", shown)
    assert found is not None
    return found[1]
