"""A table of any layout, with a mapping file that says which column is which field of a claim."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import Any

import yaml

from foedus.errors import BadInput, NotFound
from foedus.exchange.countries import country_coded, country_named
from foedus.exchange.importers.coding import Coding
from foedus.exchange.importers.dataset import NOTHING_KNOWN, Dataset, data, described, readings
from foedus.exchange.importers.rows import Row
from foedus.exchange.importers.spans import day_of, edtf, lasting, on
from foedus.model.claim import COUNT_SLOTS, PEOPLE_SLOTS, Certainty, Status
from foedus.model.dates import DateSpan
from foedus.model.numbers import Count
from foedus.model.place import Place, PlacePrecision
from foedus.model.reading import GapKind, Reading
from foedus.model.source import Citation
from foedus.model.vocabulary import vocabulary

READER = "mapped-table"


def import_table(file: Path, known: Container[str] = NOTHING_KNOWN, mapping: Path | None = None) -> Iterator[Reading]:
    """The claims of a table by the mapping file, which is NAME.mapping.yml beside NAME.csv where none is given.

    The reading's version is a hash of the mapping. Raises NotFound where a file is missing; BadInput for a mapping that names
    an unknown field, or a column the table has not, and as `open_table` does.
    """
    beside = mapping or file.with_name(f"{file.name.partition('.')[0]}.mapping.yml")
    told, plan = _read(file, beside)
    yield from readings(file, told, lambda row, coding: _code(plan, row, coding), known)


@dataclass(frozen=True, slots=True)
class _Plan:
    """The mapping: which column is which field, what holds of every row, what the words of a field mean."""

    is_relation: bool
    columns: Mapping[str, str]
    always: Mapping[str, str]
    codes: Mapping[str, Mapping[str, str]]
    separator: str
    unknown: frozenset[str]

    def cell(self, row: Row, field: str) -> str:
        """What the row says of a field, in our words; "" for nothing."""
        text = row[self.columns[field]] if field in self.columns else ""
        if not text or text.lower() in self.unknown:
            return self.always.get(field, "")
        return self.codes.get(field, {}).get(text.lower(), text)

    def parts(self, row: Row, field: str) -> list[str]:
        """The several things that the row names in a field."""
        told = (part.strip() for part in self.cell(row, field).split(self.separator))
        return [part for part in told if part and part.lower() not in self.unknown]


def _read(file: Path, mapping: Path) -> tuple[Dataset, _Plan]:
    try:
        content = mapping.read_bytes()
        told = yaml.load(content.decode("utf-8"), yaml.BaseLoader)
    except FileNotFoundError:
        if not file.exists():
            raise NotFound(f"there is no file {file}; name a file to import") from None
        raise NotFound(f"there is no mapping {mapping}; write one, or name it with --mapping") from None
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as fault:
        raise BadInput(f"cannot read the mapping {mapping} as YAML in UTF-8: {fault}") from None
    if not isinstance(told, dict) or not isinstance(told.get("columns"), dict):
        raise BadInput(f"the mapping {mapping} has no 'columns'; write, for each field, the column it stands in")
    plan = _plan(mapping, told)
    layout = {
        "reader": READER,
        "version": sha256(content).hexdigest()[:12],
        "name": str(told.get("publisher") or file.name),
        "columns": list(plan.columns.values()),
        "required": list(plan.columns.values()),
        "actors": told.get("actors") or {},
    }
    try:
        return described(layout), plan
    except (TypeError, ValueError, AttributeError) as fault:
        raise BadInput(f"the mapping {mapping} has 'actors' that are not understood: {fault}") from None


def _plan(mapping: Path, told: Mapping[str, Any]) -> _Plan:
    form = told.get("claim", "event")
    fields: Mapping[str, Sequence[str]] = data("mapped")["fields"]
    if form not in fields:
        raise BadInput(f"the mapping {mapping} makes claim {form!r}; write event or relation")
    given = {*told["columns"], *(told.get("always") or {}), *(told.get("codes") or {})}
    strange = sorted(str(field) for field in given if field not in fields[form])
    if strange:
        raise BadInput(f"the mapping {mapping} names field {strange[0]!r}; {form} has {', '.join(fields[form])}")
    codes = {field: {str(k).lower(): str(v) for k, v in words.items()} for field, words in (told.get("codes") or {}).items()}
    return _Plan(
        form == "relation",
        {field: " ".join(str(column).split()).lower() for field, column in told["columns"].items()},
        {field: str(value) for field, value in (told.get("always") or {}).items()},
        codes,
        str(told.get("separator", ";")),
        frozenset(str(word).lower() for word in told.get("unknown") or ()),
    )


def _code(plan: _Plan, row: Row, coding: Coding) -> None:
    type_ = plan.cell(row, "type")
    terms: Mapping[str, object] = vocabulary().relations if plan.is_relation else vocabulary().events
    if type_ not in terms:
        coding.refused("type", type_, terms)
        return
    evidence = {
        "certainty": _word(plan, row, "certainty", Certainty, coding) or Certainty.STATED,
        "attribution": plan.cell(row, "attribution") or None,
        "citations": tuple(Citation(source) for source in dict.fromkeys(plan.parts(row, "sources"))),
    }
    if plan.is_relation:
        _relation(plan, type_, evidence, (row, coding))
        return
    country = _country(plan, row, coding)
    coding.event(
        type_,
        None,
        **evidence,
        **{slot: _people(plan, row, coding, slot) for slot in PEOPLE_SLOTS},
        **{slot: _count(plan, row, coding, slot) for slot in COUNT_SLOTS},
        date=_date(plan, row, coding),
        place=_place(plan, row, coding, country),
        country=country,
        status=_word(plan, row, "status", Status, coding) or Status.COMPLETED,
    )


def _relation(plan: _Plan, type_: str, evidence: Mapping[str, Any], at: tuple[Row, Coding]) -> None:
    row, coding = at
    a, b = (_people(plan, row, coding, side) for side in "ab")
    if len(a) != 1 or len(b) != 1:
        coding.gap("a relation is between one actor and another; the row names not one on each side")
        return
    start, end = (_span(plan, row, coding, field) for field in ("start", "end"))
    coding.relation(type_, a[0], b[0], None, **evidence, start=start, end=end, role=plan.cell(row, "role") or None)


def _word(plan: _Plan, row: Row, field: str, words: type[StrEnum], coding: Coding) -> Any:
    text = plan.cell(row, field)
    try:
        return words(text.lower()) if text else None
    except ValueError:
        coding.gap(f"{field} {text!r} is none of {', '.join(words)}; it was not taken")
        return None


def _people(plan: _Plan, row: Row, coding: Coding, slot: str) -> tuple[str, ...]:
    kind = plan.cell(row, f"{slot}_kind") or None
    if kind is not None and kind not in vocabulary().kinds:
        coding.gap(f"{slot}_kind {kind!r} is no kind of actor; known are {', '.join(vocabulary().kinds)}")
        kind = None
    return tuple(dict.fromkeys(name for part in plan.parts(row, slot) for name in coding.cast(part, kind)))


def _count(plan: _Plan, row: Row, coding: Coding, slot: str) -> Count | None:
    bounds: list[int | None] = [None, None]
    for field, at in ((slot, None), (f"{slot}_min", 0), (f"{slot}_max", 1)):
        text = plan.cell(row, field)
        if not text:
            continue
        number = _number(text)
        if number is None:
            coding.gap(f"{field} {text!r} is no number of people")
        elif at is None:
            bounds = [number, number]
        else:
            bounds[at] = number
    low, high = bounds
    if low is not None and high is not None and low > high:
        coding.gap(f"{slot} runs from {low} to {high}, which is backwards; it was not taken")
        return None
    return None if low is None and high is None else Count(low, high)


def _number(text: str) -> int | None:
    try:
        number = float(text.replace(",", "") if text.count(",") and "." not in text[-3:] else text)
    except ValueError:
        return None
    return int(number) if 0 <= number < 1e8 and number.is_integer() else None


def _span(plan: _Plan, row: Row, coding: Coding, field: str) -> DateSpan | None:
    text = plan.cell(row, field)
    if not text:
        return None
    try:
        return edtf(text)
    except BadInput:
        pass
    try:
        return on(day_of(text))
    except BadInput as fault:
        coding.gap(f"{field}: {fault}", GapKind.UNRESOLVED_DATE)
        return None


def _date(plan: _Plan, row: Row, coding: Coding) -> DateSpan | None:
    first, last = _span(plan, row, coding, "date"), _span(plan, row, coding, "date_end")
    if first is None or last is None or first == last or first.earliest is None or last.latest is None:
        return first or last
    if first.earliest > last.latest:
        coding.gap(f"date {first} is after date_end {last}", GapKind.UNRESOLVED_DATE)
        return None
    return lasting(first.earliest, last.latest)


def _country(plan: _Plan, row: Row, coding: Coding) -> str | None:
    text = plan.cell(row, "country")
    if not text:
        return None
    by_code = country_coded(text, "alpha2") or country_coded(text, "alpha3") if text.isupper() and len(text) < 4 else None
    country = by_code or country_named(text)
    if country is None:
        coding.gap(f"country {text!r} is not known", GapKind.UNRESOLVED_PLACE)
    return country


def _place(plan: _Plan, row: Row, coding: Coding, country: str | None) -> Place | None:
    name = plan.cell(row, "place")
    # Where the table says not how exact its coordinates are, they are near the place, no point.
    precision = _word(plan, row, "precision", PlacePrecision, coding) or PlacePrecision.AREA
    columns = (plan.columns.get("latitude", ""), plan.columns.get("longitude", ""))
    return coding.place(name, precision, country, columns)
