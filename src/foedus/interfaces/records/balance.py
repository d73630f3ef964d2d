"""Camps, strained triads and what would follow from a change, as records."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from foedus.interfaces.naming import sorted_names
from foedus.interfaces.records.claims import quote_records
from foedus.interfaces.records.ties import standing_record

if TYPE_CHECKING:
    from foedus.analysis.camps import CampsAt
    from foedus.analysis.frustration import Camps
    from foedus.analysis.strain import Strain
    from foedus.analysis.whatif import Side, WhatIf

THEORY = "this is a reading by balance theory, not a forecast"


def camps_record(found: CampsAt, day: date, names: Mapping[str, str]) -> dict[str, Any]:
    """The camps at a day, with the ties that they leave frustrated and the quotes for these."""
    made = found.camps
    return {
        "at": day.isoformat(),
        "k": made.k,
        "nodes": len(found.graph.nodes),
        "edges": len(found.graph.signed),
        "triangles": found.census.triads,
        "balanced_share": found.census.balanced_share,
        "frustration": made.upper,
        "bounds": [made.lower, made.upper],
        "proven": made.proven,
        "components": _components(made, names),
        "swinging": [names.get(one, one) for one in found.swinging],
        "frustrated": [
            {**standing_record(one, names), "quotes": quote_records(told.entry for tie in one.ties for told in tie.speaking)}
            for one in found.frustrated
        ],
        "neutral": [standing_record(one, names) for one in found.neutral],
        "disputed": [standing_record(one, names) for one in found.disputed],
    }


def strain_record(one: Strain, names: Mapping[str, str]) -> dict[str, Any]:
    """A triad whose ties pull apart, with its share of readings and the claim on which most hangs."""
    return {
        "actors": [names.get(actor, actor) for actor in one.actors],
        "ties": [standing_record(standing, names) for standing in one.standings],
        "share": one.share,
        "sentence": one.sentence(names),
        "quotes": quote_records(told.entry for told in (*one.telling, *one.evidence)),
        "kind": one.kind,
        "decisive": {"claim": one.decisive.claim, "share_without": one.decisive.share_without} if one.decisive else None,
    }


def whatif_record(found: WhatIf, names: Mapping[str, str]) -> dict[str, Any]:
    """Triads and camps before and after what is supposed, and the ties that come under pressure."""
    return {
        "before": _side(found.before, names),
        "after": _side(found.after, names),
        "strained": [sorted_names(triad.nodes, names) for triad in found.strained],
        "relieved": [sorted_names(triad.nodes, names) for triad in found.relieved],
        "moved": [names.get(node, node) for node in found.moved],
        "pressed": [
            {"tie": sorted_names(edge.pair, names), "sign": edge.sign, "triads": count} for edge, count in found.pressed
        ],
        "reading": THEORY,
    }


def _side(one: Side, names: Mapping[str, str]) -> dict[str, Any]:
    return {
        "triads": dict(one.census.counts),
        "balanced_share": one.census.balanced_share,
        "frustration": one.camps.upper,
        "proven": one.camps.proven,
        "components": _components(one.camps, names),
    }


def _components(made: Camps, names: Mapping[str, str]) -> list[dict[str, Any]]:
    """The camps of each connected part that is more than one actor."""
    return [
        {"camps": [[names.get(one, one) for one in camp] for camp in made.members(part)]}
        for part in made.components
        if len(part) > 1
    ]
