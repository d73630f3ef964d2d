"""documents, actors, actor, events, gaps, search, ties, why: what a user types and sees."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.interfaces.cli.conftest import Run

pytestmark = pytest.mark.usefixtures("sample")


def test_documents_are_listed_in_a_pipe_one_a_line_with_their_ids(run: Run) -> None:
    lines = [line.split("\t") for line in run("documents").out.splitlines()]
    assert [line[:3] for line in lines] == [
        ["2010-11-15", "Wana in 2010", "Border Monitor"],
        ["2013-02-20", "Peshawar in 2013", "Risk Letter"],
    ]
    assert all(line[3].startswith("doc-") for line in lines)


def test_known_by_leaves_out_what_was_published_later(run: Run) -> None:
    assert [line.split("\t")[1] for line in run("documents", "--known-by", "2012").out.splitlines()] == ["Wana in 2010"]


def test_as_of_a_day_before_recording_nothing_is_known(run: Run) -> None:
    ran = run("documents", "--as-of", "2023-12-31")
    assert (ran.code, ran.out, ran.err) == (0, "", "no document has been read yet; foedus read FILE reads one\n")


def test_actors_are_joined_over_documents_and_filtered_by_kind(run: Run) -> None:
    lines = [line.split("\t") for line in run("actors", "--kind", "group").out.splitlines()]
    assert lines == [
        ["Islamic Movement of Uzbekistan", "group", "IMU", "2", "ucdp:359"],
        ["Tehrik-e-Taliban Pakistan", "group", "Pakistani Taliban, TTP", "2", "ucdp:356"],
    ]


@pytest.mark.parametrize(
    "name", ["ttp", "T.T.P.", "pakistani taliban", "Tehrik-e-Taliban Pakistan", "tehrik taliban", "ucdp:356"]
)
def test_names_match_loosely(run: Run, name: str) -> None:
    assert run("actor", name).out.startswith("Tehrik-e-Taliban Pakistan (group)  ucdp:356\n")


def test_a_guessed_name_is_said(run: Run) -> None:
    assert "taking 'pakistan talban' for 'Tehrik-e-Taliban Pakistan'\n" in run("actor", "pakistan talban").err


def test_an_unknown_name_is_answered_with_the_nearest(run: Run) -> None:
    ran = run("actor", "nazar khan")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == "no actor is called 'nazar khan'; did you mean 'Maulvi Nazir'? foedus actors lists all\n"


def test_a_shared_name_is_answered_over_all_who_bear_it_and_says_so(run: Run) -> None:
    ran = run("ties", "nazir")
    assert ran.err.startswith(
        "'nazir' covers 2 actors of that name in 2 documents; foedus same nazir joins them, foedus actor nazir shows them\n"
    )
    assert [line.split("\t")[:4] for line in ran.out.splitlines()] == [
        ["Maulvi Nazir", "-", "expulsion", "Islamic Movement of Uzbekistan"],
        ["Tehrik-e-Taliban Pakistan", "-", "opposes", "Maulvi Nazir"],
    ]


def test_events_are_in_order_of_time_with_people_and_document(run: Run) -> None:
    lines = [line.split("\t") for line in run("events").out.splitlines()]
    assert [line[:5] for line in lines] == [
        ["2007", "expulsion by Maulvi Nazir on Islamic Movement of Uzbekistan at Wana", "killed about 150", "", "Wana in 2010"],
        [
            "2012-12-15",
            "attack by Tehrik-e-Taliban Pakistan, Islamic Movement of Uzbekistan at Peshawar",
            "",
            "",
            "Peshawar in 2013",
        ],
    ]


@pytest.mark.parametrize(
    ("options", "types"),
    [
        (["--actor", "ttp"], ["attack"]),
        (["--actor", "nazir", "--actor", "imu"], ["expulsion"]),
        (["--actor", "nazir", "--actor", "ttp"], []),
        (["--place", "peshawar"], ["attack"]),
        (["--type", "expulsion"], ["expulsion"]),
        (["--from", "2012"], ["attack"]),
        (["--to", "2011-06"], ["expulsion"]),
        (["--from", "2008", "--to", "2011"], []),
    ],
)
def test_events_are_filtered(run: Run, options: list[str], types: list[str]) -> None:
    assert [one["type"] for one in json.loads(run("events", "--json", *options).out)] == types


def test_events_as_json_have_the_codebooks_form_with_offsets_and_document(run: Run) -> None:
    attack = json.loads(run("events", "--json", "--type", "attack").out)[0]
    assert attack["sources"] == [{"publisher": "Dawn", "place": "Karachi", "date": "2012-12-16"}]
    assert (attack["start_offset"], attack["published"], attack["rule"]) == (0, "2013-02-20", "rule/2")


def test_gaps_are_listed(run: Run) -> None:
    assert run("gaps").out == "unresolved date\t'last spring': no anchor\tWana in 2010\n"


def test_search_finds_words_without_regard_to_case(run: Run) -> None:
    assert [line.split("\t")[1] for line in run("search", "PESHAWAR").out.splitlines()] == ["Peshawar in 2013"]


def test_ties_at_a_date_say_what_held_and_on_how_many_quotes(run: Run) -> None:
    (line,) = run("ties", "ttp", "--at", "2010-11").out.splitlines()[:1]
    assert line.split("\t") == [
        "Tehrik-e-Taliban Pakistan",
        "+",
        "is allied with",
        "Islamic Movement of Uzbekistan",
        "held",
        "2010-11-15",
        "last seen 2010-11-15",
        "1",
    ]


def test_ties_of_all_are_those_of_which_most_is_told_and_say_how_many_more_there_are(run: Run) -> None:
    some, every = run("ties", "--limit", "1"), run("ties", "--limit", "0")
    pairs = {frozenset((line.split("\t")[0], line.split("\t")[3])) for line in run("ties", "--all").out.splitlines()}
    assert some.err.startswith(
        f"shown are the ties of 1 pair of which most is told; {len(pairs) - 1} more are left out; "
        "--limit 0 shows all, foedus ties ACTOR those of one actor\n"
    )
    assert len(some.out.splitlines()) == 1
    assert set(some.out.splitlines()) < set(every.out.splitlines())
    assert run("ties").out == every.out
    assert "left out" not in run("ties").err


def test_denied_ties_are_only_shown_when_asked_for(run: Run) -> None:
    assert "Pakistan\t+\tsupports" not in run("ties").out
    assert "1 more tie ended, denied, only planned or undated; --all shows them\n" in run("ties").err
    assert "Pakistan\t+\tsupports\tMaulvi Nazir\tunfounded" in run("ties", "--all").out


def test_ties_as_json_name_their_claims(run: Run) -> None:
    tie = next(one for one in json.loads(run("ties", "ttp", "--json", "--at", "2013").out) if one["sign"] == "+")
    assert (tie["a_name"], tie["b_name"], tie["sign"]) == ("Tehrik-e-Taliban Pakistan", "Islamic Movement of Uzbekistan", "+")
    assert tie["first"] == {"edtf": "2010-11-15", "basis": "published"}
    assert len(tie["claims"]) == 2


def test_why_shows_the_quote_with_date_source_citation_certainty_and_rule(run: Run) -> None:
    assert run("why", "imu", "ttp").out == (
        "2010-11-15 (published)  Tehrik-e-Taliban Pakistan is allied with Islamic Movement of Uzbekistan\n"
        "    “The TTP and the IMU are allied.”\n"
        "    Wana in 2010, Border Monitor, 2010-11-15, characters 0-31\n"
        f"    {claim_id(run, 'allied_with')}, cues 1, rule/1\n"
        "\n"
        "2012-12-15  attack by Tehrik-e-Taliban Pakistan, Islamic Movement of Uzbekistan at Peshawar\n"
        "    “On December 15, 2012 the TTP and the IMU attacked Peshawar”\n"
        "    Peshawar in 2013, Risk Letter, 2013-02-20, characters 0-58\n"
        "    citing Dawn [Karachi], 2012-12-16\n"
        f"    {claim_id(run, 'attack')}, cues 1, rule/2\n"
    )


def claim_id(run: Run, kind: str) -> str:
    found: list[dict[str, str]] = json.loads(run("why", "imu", "ttp", "--json").out)
    return next(one["claim"] for one in found if one["type"] == kind)


def test_why_says_who_denies_what(run: Run) -> None:
    out = run("why", "pakistan", "nazir").out
    assert "Pakistan supports Maulvi Nazir  [denied]\n" in out
    assert "    said by Islamabad\n" in out


def test_why_about_a_pair_without_evidence_is_no_no(run: Run) -> None:
    ran = run("why", "pakistan", "imu")
    assert (ran.code, ran.out) == (0, "")
    assert (
        ran.err
        == "no report in the ledger tells of Pakistan and Islamic Movement of Uzbekistan together; that is unknown, not a no\n"
    )


def test_why_of_one_actor_twice_is_refused(run: Run) -> None:
    assert run("why", "ttp", "pakistani taliban").err == (
        "'ttp' and 'pakistani taliban' are both 'Tehrik-e-Taliban Pakistan'; name two actors\n"
    )


def test_an_unknown_type_is_answered_with_the_choices(run: Run) -> None:
    ran = run("events", "--type", "raid")
    assert ran.code == 1
    assert ran.err.startswith("event type 'raid' is not in the vocabulary; choose one of attack, bombing, assassination")


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("ties", "--at", "2013-02-30"), "Invalid value for --at: date '2013-02-30' does not exist in the calendar"),
        (("events", "--from", "2013", "--to", "2012"), "Invalid value for --to: 2012 lies before 2013"),
        (
            ("ties", "--as-of", "yesterday"),
            "Invalid value for --as-of: 'yesterday' is no moment; write 2026-03-01 or 2026-03-01T12:00+01:00",
        ),
        (("ties", "--known-by", "2012/.."), "Invalid value for --known-by: 2012/.. has no end; give a day, month or year"),
    ],
)
def test_an_option_that_is_no_date_is_a_usage_error(run: Run, words: tuple[str, ...], reason: str) -> None:
    ran = run(*words)
    assert ran.code == 2
    assert reason in " ".join(ran.err.split())


def test_where_there_is_no_ledger_the_next_step_is_told(run: Run) -> None:
    ran = run("ties", "--ledger", "other.sqlite")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == "there is no ledger other.sqlite; read a document first: foedus read FILE, or name another with --ledger\n"
    assert not Path("other.sqlite").exists()


def test_a_season_may_be_asked_for_as_it_is_printed(run: Run) -> None:
    asked = [run("ties", "nazir", "--at", date).out for date in ("2009-22", "summer 2009", "Summer 2009")]
    assert asked[0]
    assert asked == [asked[0]] * 3


def test_dates_in_a_pipe_are_edtf(run: Run) -> None:
    assert "2009-22" in run("ties", "nazir").out
    assert "summer" not in run("ties", "nazir").out + run("why", "ttp", "nazir").out
