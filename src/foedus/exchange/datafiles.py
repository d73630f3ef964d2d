"""What is known of formats and datasets, kept as data beside the code that reads it."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import yaml


def knowledge(name: str, part: str = "") -> dict[str, Any]:
    """The content of `data/NAME.yml` of a part of the exchange ("importers", "exporters", "" for what both share)."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    loaded: dict[str, Any] = yaml.load(_text(f"{name}.yml", part), loader)
    return loaded


def rows(name: str, part: str = "") -> Iterator[list[str]]:
    """The rows of `data/NAME.tsv`, without its remarks and its heading."""
    lines = [line for line in _text(f"{name}.tsv", part).splitlines() if line and not line.startswith("#")]
    return (line.split("\t") for line in lines[1:])


def _text(name: str, part: str) -> str:
    return files("foedus.exchange").joinpath(part, "data", name).read_text(encoding="utf-8")
