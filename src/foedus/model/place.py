"""Places: the name as told, and where it lies if that could be settled."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class PlacePrecision(StrEnum):
    """How exactly the place is fixed, from a point to a whole country (compare UCDP `where_prec`)."""

    POINT = "point"  # a town, village, base or building
    AREA = "area"  # a valley, a mountain range, a named stretch without borders
    DISTRICT = "district"  # second-order administrative unit
    PROVINCE = "province"  # first-order administrative unit
    COUNTRY = "country"
    REGION = "region"  # several countries, a sea


@dataclass(frozen=True, slots=True)
class Location:
    """A gazetteer entry: coordinates in degrees WGS 84, `country` ISO 3166 alpha-2 (None at sea or across borders).

    `key` names the entry in its gazetteer, such as "geonames:1184249" or "overlay:south-waziristan".
    """

    key: str
    name: str
    latitude: float
    longitude: float
    country: str | None
    precision: PlacePrecision

    def to_json(self) -> dict[str, Any]:
        return {
            "key": self.key,
            "name": self.name,
            "latitude": self.latitude,
            "longitude": self.longitude,
            "country": self.country,
            "precision": self.precision.value,
        }


@dataclass(frozen=True, slots=True)
class Place:
    """A place as a claim gives it: `name` as told; `location` None where it could not be settled.

    `candidates` are the other entries that bear the name, best first, so that a reader of the ledger can see the choice.
    """

    name: str
    location: Location | None = None
    candidates: tuple[Location, ...] = ()
