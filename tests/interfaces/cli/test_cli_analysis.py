"""The analysis commands as a user runs them, on a small coded report."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]

SENTENCES = (
    "State has been at truce with Red Band since 2009.",
    "State allegedly aids the Union.",
    "The Union struck Leader on 2 January 2013, killing him.",
    "Leader led Red Band until then.",
    "Heir leads Red Band since.",
    "Blue Host is allied with Green Guard since 2010.",
    "The truce may not hold.",
)


@pytest.fixture
def coded(run: Run, folder: Path) -> Run:
    """The ledger of one coded report, as a command imports it."""
    kinds = {"State": "state", "Union": "state", "Red Band": "group", "Leader": "person", "Heir": "person"}
    names = {**kinds, "Blue Host": "group", "Green Guard": "group"}

    def tie(kind: str, a: str, b: str, quote: int, **told: Any) -> dict[str, Any]:
        return {"type": kind, "a": a, "b": b, "start": None, "end": None, "quote": SENTENCES[quote], **told}

    strike = {
        "type": "air_strike",
        "date": "2013-01-02",
        "place": None,
        "initiators": ["Union"],
        "targets": ["Leader"],
        "killed": {"min": 1, "max": 1, "approx": False},
        "quote": SENTENCES[2],
    }
    whole = {
        "title": "A report",
        "publisher": "The Wire",
        "published": "2013-03-08",
        "url": None,
        "actors": [{"name": name, "kind": kind, "aliases": []} for name, kind in names.items()],
        "events": [strike],
        "relations": [
            tie("truce_with", "Red Band", "State", 0, start="2009"),
            tie("supports", "State", "Union", 1, certainty="hedged"),
            tie("leads", "Leader", "Red Band", 3, end="2013-01-02"),
            tie("leads", "Heir", "Red Band", 4, start="2013-01-02~"),
            tie("allied_with", "Blue Host", "Green Guard", 5, start="2010"),
            tie("fights", "Red Band", "State", 6, certainty="hypothetical"),
        ],
    }
    (folder / "report.json").write_text(json.dumps(whole), encoding="utf-8")
    (folder / "report.txt").write_text(" ".join(SENTENCES), encoding="utf-8")
    assert run("import", "claims", "report.json").code == 0
    return run


def _json(run: Run, *words: str) -> Any:
    ran = run(*words, "--json")
    assert ran.code == 0, ran.err
    return json.loads(ran.out)


def test_a_file_that_cannot_be_imported_costs_only_itself(coded: Run) -> None:
    ran = coded("import", "claims", "none.json", "report.json")
    assert ran.code == 1
    assert "there is no file none.json" in ran.err
    assert "report.json\tknown" in ran.out


def test_strain_tells_the_triad_with_its_share_and_quotes(coded: Run) -> None:
    (found,) = _json(coded, "strain", "--at", "2013-03-08")
    assert found["actors"] == ["State", "Red Band", "Union"]
    assert found["sentence"] == "State is at truce with Red Band and reportedly aids Union, which strikes them"
    assert 0.4 < found["share"] < 0.6
    assert [quote["quote"] for quote in found["quotes"]] == [SENTENCES[0], SENTENCES[1], SENTENCES[2]]
    assert [tie["sign"] for tie in found["ties"]] == ["0", "+", "-"]
    assert found["decisive"]["share_without"] == 0


def test_strain_in_words_names_the_quote_on_which_most_hangs(coded: Run) -> None:
    ran = coded("strain", "--at", "2013-03-08")
    assert "State is at truce with Red Band and reportedly aids Union, which strikes them (unbalanced in " in ran.out
    assert f"Most hangs on “{SENTENCES[1]}”" in ran.out
    assert "counted as the body they belong to: Leader as Red Band (leads, clm-" in ran.err


def test_without_a_date_the_latest_report_gives_it(coded: Run) -> None:
    assert coded("strain").err.startswith("at 2013-03-08, the day of the latest report; --at names another")


def test_camps_are_given_part_by_part(coded: Run) -> None:
    found = _json(coded, "camps", "--at", "2013-03-08")
    parts = [sorted(map(sorted, part["camps"])) for part in found["components"]]
    assert parts == [[["Red Band"], ["State", "Union"]], [["Blue Host", "Green Guard"]]]
    assert (found["frustration"], found["proven"], [one["sign"] for one in found["neutral"]]) == (0, True, ["0"])


def test_change_after_the_strike_shows_who_succeeded_and_what_lost_an_end(coded: Run) -> None:
    (strike,) = _json(coded, "events", "--type", "air_strike")
    found = _json(coded, "change", "--after", strike["claim"], "--days", "90")
    assert [one["actor"] for one in found["killed"]] == ["Leader"]
    assert [(one["body"], one["leader"], one["successors"]) for one in found["successions"]] == [("Red Band", "Leader", ["Heir"])]
    assert [{one["a"], one["b"]} for one in found["lost_an_end"]] == [{"Leader", "Red Band"}]


def test_change_between_two_dates_lists_what_began(coded: Run) -> None:
    ran = coded("change", "2009-12-31", "2011")
    assert "began: Blue Host is allied with Green Guard (2010)" in ran.out


def test_change_wants_two_dates_or_an_event(coded: Run) -> None:
    assert coded("change", "2009").code == 2


def test_whatif_turns_a_truce_and_says_that_it_is_no_forecast(coded: Run) -> None:
    ran = coded("whatif", "--at", "2013-03-08", "--flip", "Red Band,State")
    assert "No longer unbalanced: Red Band, State, Union (++-)" in ran.out
    assert ran.err.endswith("this is a reading by balance theory, not a forecast\n")


def test_whatif_never_removes_a_person(coded: Run) -> None:
    ran = coded("whatif", "--at", "2013-03-08", "--without", "Leader")
    assert (ran.code, ran.out) == (1, "")
    assert "'Leader' is a person; foedus whatif asks only about organisations and states" in ran.err


def test_spells_show_how_each_bound_is_known(coded: Run) -> None:
    (truce,) = [one for one in _json(coded, "spells", "state") if one["type"] == "truce_with"]
    assert truce["start"] | {"claims": []} == {"earliest": "2009-01-01", "latest": "2009-12-31", "known": "stated", "claims": []}
    assert (truce["end"]["known"], truce["end"]["earliest"], truce["end"]["latest"]) == ("last seen", "2013-03-08", None)


def test_ties_roll_up_on_request_and_say_so(coded: Run) -> None:
    plain = coded("ties", "union", "--at", "2013-03-08")
    assert "Red Band" not in plain.out
    raised = coded("ties", "union", "--at", "2013-03-08", "--roll-up", "leaders")
    assert "Union\t-\tair strike\tRed Band" in raised.out
    assert "counted as the body they belong to: Leader as Red Band" in raised.err


def test_an_unknown_level_is_a_usage_error(coded: Run) -> None:
    ran = coded("ties", "--roll-up", "everything")
    assert ran.code == 2
    assert "choose one of none, leaders, units" in ran.err.replace("\n", " ").replace("│", "")


def test_the_dossier_says_what_would_flip_the_answer(coded: Run) -> None:
    found = _json(coded, "why", "state", "red band", "--at", "2013-03-08")
    assert (found["standing"]["sign"], found["flip"]["then"], found["flip"]["smallest"]) == ("0", None, True)
    assert [one["quote"] for one in found["hypothetical"]] == [SENTENCES[6]]
    assert "Without 1 quote, nothing would be known:" in coded("why", "state", "red band", "--at", "2013-03-08").out


def test_forecasts_are_listed_with_their_outcome(coded: Run) -> None:
    (found,) = _json(coded, "forecasts", "state")
    assert (found["outcome"], found["sentence"]) == ("open", "Red Band fights State")


def test_coverage_shows_silence_as_such(coded: Run) -> None:
    found = _json(coded, "coverage", "union", "--at", "2016")
    assert (found["last"], found["silences"]) == ("2013-03-08", [{"first": "2013-03-09", "last": None}])
    assert "no evidence after 2013-03-08" in coded("coverage", "union", "--at", "2016").out
    assert coded("coverage", "union", "heir").out == "No report tells of Union and Heir together; that is unknown, not a no\n"


def test_nothing_in_dispute_is_said_to_be_so(coded: Run) -> None:
    assert coded("disputes").err == "nothing in the ledger is in dispute\n"
    assert coded("origins").err == "no two reports in the ledger are seen to carry one source's words\n"
    assert coded("incidents").err == "no incident is seen to be told by two reports\n"


def test_judging_events_one_incident_wants_events(coded: Run) -> None:
    (strike,) = _json(coded, "events", "--type", "air_strike")
    ran = coded("same-event", strike["claim"], strike["claim"], "--by", "me")
    assert ran.code == 1
    assert "is one claim; name two" in ran.err
