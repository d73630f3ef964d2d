"""Tables as data frames. The libraries are extras, imported when asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any

from foedus.errors import BadInput
from foedus.interfaces.library.columns import Column, Holds

if TYPE_CHECKING:
    import pandas
    import polars


def needed(library: str) -> Any:
    """The library of data frames. Raises BadInput with the extra that brings it, where it is absent."""
    try:
        return import_module(library)
    except ImportError:
        raise BadInput(f"to_{library}() needs {library}, which is not installed; pip install 'foedus[frames]'") from None


def pandas_frame(columns: Sequence[Column], records: Iterable[Mapping[str, Any]]) -> pandas.DataFrame:
    """The records as a frame of pandas. Days are datetimes of whole seconds, which reach back further than nanoseconds do."""
    import numpy as np

    pd = needed("pandas")
    kept = list(records)
    kinds = {Holds.INTEGER: "Int64", Holds.NUMBER: "Float64", Holds.FLAG: "boolean"}

    def series(column: Column) -> Any:
        cells = [column.cell(record) for record in kept]
        if column.holds is Holds.DATE:
            return pd.Series(np.array([cell.isoformat() if cell else "NaT" for cell in cells], dtype="datetime64[s]"))
        is_text = column.holds in (Holds.TEXT, Holds.JSON) and any(cell is not None for cell in cells)
        return pd.Series(cells, dtype=None if is_text else kinds.get(column.holds, object))

    frame: pandas.DataFrame = pd.DataFrame({column.name: series(column) for column in columns})
    return frame


def polars_frame(columns: Sequence[Column], records: Iterable[Mapping[str, Any]]) -> polars.DataFrame:
    """The records as a frame of polars."""
    pl = needed("polars")
    kept = list(records)
    kinds = {
        Holds.TEXT: pl.String,
        Holds.INTEGER: pl.Int64,
        Holds.NUMBER: pl.Float64,
        Holds.FLAG: pl.Boolean,
        Holds.DATE: pl.Date,
        Holds.WORDS: pl.List(pl.String),
        Holds.JSON: pl.String,
    }
    told = {column.name: [column.cell(record) for record in kept] for column in columns}
    frame: polars.DataFrame = pl.DataFrame(told, schema={column.name: kinds[column.holds] for column in columns})
    return frame
