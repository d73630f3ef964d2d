"""Names that tell actors apart, for formats in which a name is all there is."""

from __future__ import annotations

from collections import Counter

from foedus.exchange.exporters.selection import Selection


def labels(told: Selection) -> dict[str, str]:
    """The name of each actor by its canonical id, with the id behind it where it has none of its own."""
    names = {one.id: one.name.strip() for one in told.people.values()}
    bearers = Counter(names.values())
    return {actor: name if name and bearers[name] == 1 else f"{name} [{actor}]".strip() for actor, name in names.items()}
