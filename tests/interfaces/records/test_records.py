"""Records: they are JSON whatever the ledger holds, are those that commands print, and need no command line."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from foedus.analysis.dossier import dossier
from foedus.analysis.forecasts import Forecast, Outcome
from foedus.analysis.spells import spells
from foedus.analysis.ties import ties_at
from foedus.errors import NotFound
from foedus.interfaces.naming import named, names_of, sorted_names
from foedus.interfaces.records.claims import claim_record, each_once, quote_record, quote_records
from foedus.interfaces.records.doubts import forecast_record
from foedus.interfaces.records.ledger import actor_record, document_record, gap_record
from foedus.interfaces.records.ties import dossier_record, spell_record, tie_record
from foedus.interfaces.wording.dates import in_words
from foedus.ledger.entries import ClaimFilter
from foedus.ledger.session import Ledger
from foedus.ledger.view import View
from foedus.model.dates import DateSpan
from tests.interfaces.cli import cli_sample


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> Iterator[View]:
    file = tmp_path_factory.mktemp("records") / "foedus.sqlite"
    cli_sample.make(file)
    with Ledger.open(file) as ledger:
        yield ledger.view()


def test_records_need_no_command_line() -> None:
    folder = Path(sys.modules[claim_record.__module__].__file__ or "").parent
    modules = [f"foedus.interfaces.records.{file.stem}" for file in sorted(folder.glob("*.py")) if file.stem != "__init__"]
    listing = "print([name for name in sys.modules if name.startswith('foedus.interfaces.cli')])"
    program = f"import sys, {', '.join(modules)}\n{listing}"
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stdout == "[]\n"


def test_a_claims_quote_stands_where_its_record_says(view: View) -> None:
    texts = {"Wana in 2010": cli_sample.FIRST, "Peshawar in 2013": cli_sample.SECOND}
    for entry in view.claims():
        found = quote_record(entry)
        assert texts[found["document_title"]][found["start_offset"] : found["end_offset"]] == found["quote"]
        assert claim_record(entry)["claim"] == found["claim"]


def test_a_claim_that_is_told_twice_is_quoted_once(view: View) -> None:
    entries = list(view.claims())
    assert each_once([*entries, *entries]) == entries
    assert len(quote_records([*entries, *entries])) == len(entries)


def test_every_record_is_json(view: View) -> None:
    names = names_of(view)
    a, b = named(view, "ttp"), named(view, "nazir")
    records = [
        *map(claim_record, view.claims()),
        *map(document_record, view.documents()),
        *map(actor_record, view.actors()),
        *map(gap_record, view.gaps()),
        *(tie_record(tie, names) for tie in ties_at(view, None)),
        *(spell_record(one, names) for one in spells(view)),
        dossier_record(dossier(view, (a.id, b.id), date(2013, 3, 8)), names),
    ]
    assert all(json.loads(json.dumps(one)) for one in records)


def test_a_dossiers_record_parts_what_speaks_for_the_standing_from_what_speaks_against(view: View) -> None:
    a, b = named(view, "ttp"), named(view, "nazir")
    found = dossier_record(dossier(view, (a.id, b.id), date(2013, 3, 8)), names_of(view))
    assert found["standing"]["sign"] == "-"
    assert [one["quote"] for one in found["for"]] == ["The TTP opposes Maulvi Nazir."]
    assert found["against"] == []


def test_a_forecasts_sentence_has_its_dates_as_edtf_or_as_asked(view: View) -> None:
    (entry,) = view.claims(ClaimFilter(types=("opposes",)))
    one, names = Forecast(entry, DateSpan.parse("2013-02-20"), Outcome.OPEN, ()), names_of(view)
    assert forecast_record(one, names)["sentence"].endswith("since 2009-22")
    assert forecast_record(one, names, in_words)["sentence"].endswith("since summer 2009")


def test_a_name_means_actors_and_says_whether_it_was_guessed(view: View) -> None:
    assert [(named(view, text).name, named(view, text).guessed) for text in ("pakistani taliban", "uzbekistan")] == [
        (cli_sample.TTP, False),
        (cli_sample.IMU, True),
    ]
    with pytest.raises(NotFound, match="frobnicate"):
        named(view, "frobnicate")


def test_names_are_sorted_as_shown_and_an_id_stands_for_itself() -> None:
    assert sorted_names(["act-2", "act-1", "x"], {"act-1": "Zed", "act-2": "Abe"}) == ["Abe", "Zed", "x"]
