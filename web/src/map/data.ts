// What the server tells of places, and what is asked of it.

export interface Spot {
  id: string;
  name: string;
  told: string[];
  latitude: number | null;
  longitude: number | null;
  country: string | null;
  precision: Precision;
  events: number;
  presence: number;
  unsure: number;
  kinds: { type: string; label: string; claims: number }[];
}

export type Precision = "point" | "area" | "district" | "province" | "country" | "region";

export interface Places {
  spots: Spot[];
  more_spots: number;
  shelf: { unstated: number; unresolved: { name: string; claims: number }[]; more_unresolved: number; undated: number; persons: number | null };
  first: string | null;
  last: string | null;
  years: { year: number; claims: number }[];
  rough: boolean;
}

/** How far around its middle a place of each precision reaches, roughly, in kilometres. */
export const REACH: Record<Precision, number> = { point: 4, district: 35, area: 60, province: 90, country: 300, region: 450 };

export function known(spot: Spot): string {
  if (isCountry(spot)) return spot.precision === "country" ? "the country only" : "a part of the country";
  return { point: "a town or site", district: "a district", area: "an area without borders", province: "a province", country: "a country", region: "a region" }[spot.precision];
}

/** Whether no more than the country is known. */
export function isCountry(spot: Spot): boolean {
  return spot.latitude === null || spot.longitude === null;
}

export function many(number: number, thing: string): string {
  return `${number.toLocaleString("en")} ${thing}${number === 1 ? "" : "s"}`;
}

export function counts(spot: Spot): string {
  const parts = [spot.events && many(spot.events, "event"), spot.presence && `${spot.presence} of presence`];
  return parts.filter(Boolean).join(", ");
}
