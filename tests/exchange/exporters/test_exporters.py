"""What every exporter keeps to: the same bytes for the same content, every claim in the file or in the report, no text or time
that was not asked for, nothing that a spreadsheet runs."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from html import escape
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from foedus.errors import BadInput, NotFound
from foedus.exchange.cells import restored
from foedus.exchange.exporters.registry import EXPORTERS, exporter
from foedus.exchange.exporters.selection import Selection
from foedus.ledger.intake import record
from foedus.ledger.session import Ledger
from foedus.model.reading import Reading
from tests.exchange.exporters.odd import KINDS, NAMES, QUOTED, cells, fill, strings, written
from tests.ledger.made import at, document, reading
from tests.strategies import readings

GRAPHS = ("gexf", "graphml", "edges", "pajek", "kumu")
SHAPED = ("ucdp-ged", "acled", "gtd")


def files(name: str, ledger: Ledger, **told: bool) -> dict[str, bytes]:
    return written(name, Selection(ledger.view(), **told))[0]


def fill_simply(ledger: Ledger, folder: str, hour: float) -> None:
    for origin in ("a.txt", "b/b.txt"):
        of = document(f"Red Band raided {origin}. Red Band is allied with Blue Host. Yes.", origin=f"{folder}{origin}")
        record(ledger, reading(of), now=at(hour))


@pytest.fixture
def beside(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(tmp_path / "beside.sqlite") as opened:
        yield opened


@pytest.fixture
def odd(beside: Ledger) -> Ledger:
    fill(beside)
    return beside


@pytest.mark.parametrize("name", EXPORTERS)
def test_the_same_content_gives_the_same_bytes_in_a_file_and_on_a_server_whenever_recorded(
    name: str, ledger: Ledger, beside: Ledger, tmp_path: Path
) -> None:
    fill_simply(beside, "reports/", 0)
    fill_simply(ledger, f"{tmp_path}/reports/", 5)
    fill(beside, 1, "reports/")
    fill(ledger, 6, f"{tmp_path}/reports/")
    assert files(name, ledger) == files(name, beside)
    assert files(name, ledger) == files(name, ledger)
    told = "\n".join(strings(files(name, ledger), tmp_path))
    assert str(tmp_path) not in told
    assert date.today().isoformat() not in told


@pytest.mark.parametrize("name", EXPORTERS)
def test_every_claim_is_in_the_file_or_named_in_the_report_as_left_out(name: str, odd: Ledger, tmp_path: Path) -> None:
    made, report = written(name, Selection(odd.view()))
    told = "\n".join(strings(made, tmp_path))
    left_out = {claim for claims in report.left_out.values() for claim in claims}
    claims = [entry.claim.id for entry in odd.view().claims()]
    assert len(claims) == 14
    if name == "pajek":  # a line of it has room for a sign only
        assert left_out | {claim for claims in report.reduced.values() for claim in claims} == set(claims)
        return
    assert {claim for claim in claims if claim in told} == set(claims) - left_out
    assert len(left_out) < len(claims)


@pytest.mark.parametrize("name", [name for name in EXPORTERS if name not in SHAPED])
def test_odd_names_come_through(name: str, odd: Ledger, tmp_path: Path) -> None:
    made, _ = written(name, Selection(odd.view()))
    read = strings(made, tmp_path)
    told = [restored(text) for text in read] + read
    for one in NAMES:
        forms = {one, escape(one)}  # TimelineJS holds HTML
        if name in ("pajek", "obsidian"):  # names on one line, with other quotation marks or none that make a link
            forms = {" ".join(one.replace('"', "'").split()), " ".join(one.translate(str.maketrans("[]|", "   ")).split())}
        alone = name == "edges" and KINDS[one] in ("community", "person")  # who stands in no tie on the day
        assert alone or any(form in text for form in forms for text in told), one


@pytest.mark.parametrize("name", ["csv", "xlsx", "ucdp-ged", "acled", "gtd", "edges"])
def test_no_cell_can_be_run_as_a_formula(name: str, odd: Ledger) -> None:
    found = [cell for part, content in files(name, odd).items() for cell in cells(part, content)]
    texts = [cell for cell in found if isinstance(cell, str) and not cell.lstrip("-").replace(".", "").isdigit()]
    assert not [text for text in texts if text.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert any(text.startswith("'") for text in texts)


@pytest.mark.parametrize("name", [name for name, entry in EXPORTERS.items() if entry.texts])
def test_texts_are_there_only_if_asked_for(name: str, ledger: Ledger) -> None:
    fill_simply(ledger, "", 0)
    assert "Yes." not in str(files(name, ledger))
    assert "Yes." in str(files(name, ledger, texts=True))


@pytest.mark.parametrize("name", EXPORTERS)
def test_times_of_recording_are_there_only_if_asked_for(name: str, ledger: Ledger, tmp_path: Path) -> None:
    fill_simply(ledger, "", 0)
    assert "2024-05-01" not in "\n".join(strings(files(name, ledger), tmp_path))
    if EXPORTERS[name].times:
        assert "2024-05-01" in "\n".join(strings(files(name, ledger, times=True), tmp_path))


@pytest.mark.parametrize("name", EXPORTERS)
def test_an_empty_ledger_can_be_exported(name: str, ledger: Ledger) -> None:
    made, report = written(name, Selection(ledger.view()))
    assert all(made.values()) or name == "ftm"  # no entity, no line
    assert not report.left_out


# Without shrinking: each step of it would write every format.
@settings(
    max_examples=15,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(one=readings())
def test_whatever_a_ledger_holds_is_in_the_file_or_in_the_report(tmp_path: Path, one: Reading) -> None:
    path = tmp_path / f"{one.id}.sqlite"
    path.unlink(missing_ok=True)
    with Ledger.open(path) as ledger:
        record(ledger, one, now=at(0))
        for name in EXPORTERS:
            made, report = written(name, Selection(ledger.view()))
            told = "\n".join(strings(made, tmp_path))
            named = {claim for claims in (*report.left_out.values(), *report.reduced.values()) for claim in claims}
            assert not [claim.id for claim in one.claims if claim.id not in told and claim.id not in named], name
            assert made == written(name, Selection(ledger.view()))[0], name


@pytest.mark.parametrize(("name", "library", "extra"), [("xlsx", "openpyxl", "xlsx"), ("parquet", "pyarrow", "parquet")])
def test_an_absent_library_is_named_with_the_extra_that_brings_it(
    name: str, library: str, extra: str, odd: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    monkeypatch.setitem(sys.modules, f"{library}.parquet", None)
    with pytest.raises(BadInput, match=rf"needs {library}, which is not installed; pip install 'foedus\[{extra}\]'"):
        files(name, odd)


def test_an_unknown_exporter_is_refused_with_the_choices() -> None:
    with pytest.raises(NotFound, match="there is no exporter 'xml'; choose one of json, csv, xlsx, "):
        exporter("xml")


def test_a_name_with_marks_of_a_link_makes_no_link(odd: Ledger) -> None:
    notes = "".join(content.decode().rpartition("---\n")[2] for content in files("obsidian", odd).values())
    assert f"[[{QUOTED}" not in notes
    assert "of [[Ada]]" not in notes
