"""A ledger in Python answers as the commands do, and fails in sentences."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

import foedus
from foedus.errors import BadInput, BadVocabulary, NotFound, ReadingFailed, Refused
from foedus.model.dates import DateSpan
from tests.interfaces.cli import cli_sample
from tests.interfaces.cli.conftest import Run

Ask = Callable[[foedus.Ledger], Any]

SAME: list[tuple[Ask, str]] = [
    (lambda ledger: ledger.documents(), "documents"),
    (lambda ledger: ledger.documents(known_by="2010-12-31"), "documents --known-by 2010-12-31"),
    (lambda ledger: ledger.actors(), "actors"),
    (lambda ledger: ledger.actors(kind="group"), "actors --kind group"),
    (lambda ledger: ledger.events(), "events"),
    (lambda ledger: ledger.events(actor=["ttp", "imu"], type="attack", at="2012"), "events -a ttp -a imu -t attack --from 2012"),
    (lambda ledger: ledger.events(place="Wana"), "events --place Wana"),
    (lambda ledger: ledger.ties(), "ties --limit 0"),
    (lambda ledger: ledger.ties(limit=1), "ties --limit 1"),
    (lambda ledger: ledger.ties("ttp", at="2010"), "ties ttp --at 2010"),
    (lambda ledger: ledger.ties("ttp", at="2013", roll_up="units"), "ties ttp --at 2013 --roll-up units"),
    (lambda ledger: ledger.ties(everything=True), "ties --limit 0 --all"),
    (lambda ledger: ledger.ties(known_by="2010-12-31"), "ties --limit 0 --known-by 2010-12-31"),
    (lambda ledger: ledger.spells(), "spells"),
    (lambda ledger: ledger.spells("nazir"), "spells nazir"),
    (lambda ledger: ledger.why("imu", "ttp"), "why imu ttp"),
    (lambda ledger: ledger.why("ttp", "nazir", at="2013"), "why ttp nazir --at 2013"),
    (lambda ledger: ledger.change("2010", "2012"), "change 2010 2012"),
    (lambda ledger: ledger.strain("2013"), "strain --at 2013"),
    (lambda ledger: ledger.camps("2013"), "camps --at 2013"),
    (lambda ledger: ledger.camps(), "camps"),
    (lambda ledger: ledger.disputes(), "disputes"),
    (lambda ledger: ledger.disputes("nazir"), "disputes nazir"),
    (lambda ledger: ledger.gaps(), "gaps"),
    (lambda ledger: ledger.coverage("imu"), "coverage imu"),
    (lambda ledger: ledger.coverage("imu", "ttp", days=100, at="2014"), "coverage imu ttp --days 100 --at 2014"),
    (lambda ledger: ledger.judgements(), "judgements"),
    (lambda ledger: ledger.suggestions(), "suggestions"),
]


@pytest.mark.parametrize(("ask", "command"), SAME, ids=[command for _, command in SAME])
def test_python_answers_what_the_command_prints_as_json(ledger: foedus.Ledger, run: Run, ask: Ask, command: str) -> None:
    answer = ask(ledger)
    told = answer.to_dicts() if isinstance(answer, foedus.Table) else answer
    assert json.loads(json.dumps(told)) == json.loads(run(*command.split(), "--json").out)


def test_claims_are_events_and_relations_in_order_of_recording(ledger: foedus.Ledger) -> None:
    claims = ledger.claims()
    assert [claim["type"] for claim in claims] == ["allied_with", "expulsion", "supports", "attack", "opposes"]
    assert {claim["claim"] for claim in claims} == {
        *(event["claim"] for event in ledger.events()),
        *(relation["claim"] for relation in ledger.relations()),
    }
    assert [one["type"] for one in ledger.claims(type=["attack", "opposes"])] == ["attack", "opposes"]
    assert [one["type"] for one in ledger.claims(at="2012")] == ["attack", "opposes"]
    assert [one["type"] for one in ledger.relations(certainty="denied")] == ["supports"]


@pytest.mark.parametrize(
    "at", ["2012-12-15", "2012-12", date(2012, 12, 15), datetime(2012, 12, 15, 9, tzinfo=UTC), DateSpan.parse("2012-12-15")]
)
def test_a_date_may_be_text_a_day_or_a_span(ledger: foedus.Ledger, at: str | date | DateSpan) -> None:
    assert [tie["state"] for tie in ledger.ties("imu", at=at) if tie["sign"] == "+"] == ["held"]


def test_what_a_command_would_note_is_in_the_notes(ledger: foedus.Ledger) -> None:
    assert ledger.spells("nazir").notes == ("'nazir' covers 2 actors of that name; same('nazir') joins them",)
    assert ledger.spells("uzbekistan").notes == ("taking 'uzbekistan' for 'Islamic Movement of Uzbekistan'",)
    assert ledger.ties().notes == ("left out, as ended, denied, only planned or undated: 1; everything=True adds them",)
    assert ledger.ties(limit=1).notes[0] == "of 4 pairs, the 1 of which most is told"
    assert ledger.strain().notes == ("at 2013-02-20, the day of the latest report; at= names another",)


FAULTS: list[tuple[Ask, type[Exception], str]] = [
    (lambda ledger: ledger.ties("frobnicate"), NotFound, "frobnicate"),
    (lambda ledger: ledger.ties(at="yesterday"), BadInput, "date 'yesterday' is not EDTF"),
    (lambda ledger: ledger.ties(roll_up="all"), BadInput, "'all' is no level of roll-up; choose one of none, leaders, units"),
    (lambda ledger: ledger.claims(type="quarrel"), BadVocabulary, "type 'quarrel' is not in the vocabulary"),
    (lambda ledger: ledger.events(type="opposes"), BadVocabulary, "event type 'opposes' is not in the vocabulary"),
    (lambda ledger: ledger.claims(certainty="sure"), BadVocabulary, "certainty 'sure' is not in the vocabulary"),
    (lambda ledger: ledger.why("imu", "imu"), BadInput, "are both 'Islamic Movement of Uzbekistan'; name two actors"),
    (lambda ledger: ledger.change("2010/..", "2012"), BadInput, "2010/.. has no end; give a day, month or year"),
    (lambda ledger: ledger.documents(as_of="soon"), BadInput, "'soon' is no moment"),
    (lambda ledger: ledger.reject("clm-00000000"), NotFound, "there is no claim 'clm-00000000' in the ledger"),
    (lambda ledger: ledger.read(), BadInput, "name the documents to read"),
    (lambda ledger: ledger.read("-"), BadInput, "name the documents to read"),
    (lambda ledger: ledger.read("no-such.txt", reader="cues"), ReadingFailed, "no-such.txt"),
    (lambda ledger: ledger.read("a.txt", "b.txt", title="One"), BadInput, "2 documents cannot share one title"),
]


@pytest.mark.parametrize(("ask", "kind", "sentence"), FAULTS)
def test_what_cannot_be_answered_is_an_error_in_a_sentence(
    ledger: foedus.Ledger, ask: Ask, kind: type[Exception], sentence: str
) -> None:
    with pytest.raises(kind) as raised:
        ask(ledger)
    assert sentence in str(raised.value)


def test_a_ledger_that_is_not_there_is_no_empty_ledger(folder: Path) -> None:
    with foedus.Ledger.open("typo.sqlite") as ledger:
        with pytest.raises(NotFound, match=r"there is no ledger typo\.sqlite"):
            ledger.ties()
        assert not (folder / "typo.sqlite").exists()


def test_a_closed_ledger_says_so(ledger: foedus.Ledger) -> None:
    ledger.close()
    with pytest.raises(NotFound) as raised:
        ledger.documents()
    assert str(raised.value) == "ledger foedus.sqlite was closed; open it again: foedus.Ledger.open('foedus.sqlite')"


def test_the_ledger_of_the_setting_is_opened(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cli_sample.make(folder / "other.sqlite")
    monkeypatch.setenv("FOEDUS_LEDGER", "other.sqlite")
    with foedus.Ledger.open() as ledger:
        assert repr(ledger) == "<Ledger other.sqlite>"
        assert len(ledger.documents()) == 2


def test_reading_makes_the_ledger_and_names_what_could_not_be_read(folder: Path) -> None:
    (folder / "one.txt").write_text("On 3 May 2011 the army attacked the rebels near Wana.", encoding="utf-8")
    (folder / "two.pdf").write_text("no pdf", encoding="utf-8")
    with foedus.Ledger.open("new.sqlite") as ledger:
        made = ledger.read("one.txt", "two.pdf", reader="cues")
        assert [(one["became"], one["fault"] is None) for one in made] == [("new", True), (None, False)]
        assert made.notes == (
            "could not be read: documents: 1; the column fault says why",
            "no date of publication, so relative dates stay open: documents: 1; give published=",
        )
        assert [one["became"] for one in ledger.read("one.txt", reader="cues")] == ["known"]
        assert [one["title"] for one in ledger.documents()] == [None]


def test_what_is_judged_is_signed_counts_and_can_be_undone(ledger: foedus.Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOEDUS_BY", "ben")
    claim = ledger.claims(type="opposes")[0]["claim"]
    (made,) = ledger.reject(claim[:12], why="another man")
    assert (made["by"], made["why"]) == ("ben", "another man")
    assert len(ledger.claims(type="opposes")) == 0
    assert ledger.undo(made["id"], by="ana")["undone_by"] == "ana"
    assert len(ledger.claims(type="opposes")) == 1
    with pytest.raises(Refused):
        ledger.undo(made["id"])


def test_importing_foedus_imports_nothing_else_until_the_ledger_is_asked_for() -> None:
    program = (
        "import sys; before = set(sys.modules); import foedus; print(sorted(set(sys.modules) - before)); foedus.Ledger; "
        "print(sorted({'sqlalchemy', 'numpy', 'pandas', 'polars', 'networkx', 'lxml', 'yaml'} & set(sys.modules)))"
    )
    ran = subprocess.run([sys.executable, "-S", "-c", program], capture_output=True, text=True, check=True, env=_path())
    assert ran.stdout == "['__future__', 'foedus']\n[]\n"


def test_foedus_has_no_other_names() -> None:
    with pytest.raises(AttributeError, match="module 'foedus' has no attribute 'Legder'"):
        _ = getattr(foedus, "Legder")  # noqa: B009  a type checker knows better


def _path() -> dict[str, str]:
    return {"PYTHONPATH": str(Path(foedus.__file__).parents[1])}
