"""The modules of the workbench, and the pages as the navigation lists them. A new page is one module and its lines here."""

from __future__ import annotations

from dataclasses import dataclass

API = (
    "api.ledger",
    "api.network",
    "api.timeline",
    "api.map",
    "api.actors",
    "api.documents",
    "api.intake",
    "api.review",
    "api.analyses",
    "api.reconcile",
)
PAGES = (
    "pages.entry",
    "pages.overview",
    "pages.network",
    "pages.timeline",
    "pages.map",
    "pages.actors",
    "pages.documents",
    "pages.review",
    "pages.analyses",
    "pages.reconcile",
)


@dataclass(frozen=True, slots=True)
class Room:
    """A page in the navigation: its path, its name, and the key that after "g" goes there."""

    path: str
    name: str
    key: str


ROOMS = (
    Room("/", "Overview", "o"),
    Room("/network", "Network", "n"),
    Room("/timeline", "Timeline", "t"),
    Room("/map", "Map", "m"),
    Room("/actors", "Actors", "a"),
    Room("/documents", "Documents", "d"),
    Room("/review", "Review", "r"),
    Room("/disputes", "Disputes", "p"),
    Room("/strain", "Strain", "s"),
    Room("/change", "Change", "c"),
    Room("/what-if", "What if", "w"),
    Room("/brief", "Brief", "b"),
    Room("/reconcile", "Reconcile", "k"),
)
