import type { LeakPlace } from "./extract-leaks";

const disguiseWords: Record<LeakPlace["disguises"][number], string> = {
  "terminal codes": "between terminal codes",
  escaped: "escaped",
  "wrapped over lines": "wrapped over lines",
  base64: "in base64",
};

/** `line 12, column 5 (in base64), and 3 more places` */
export function describePlaces(places: readonly LeakPlace[]): string {
  const [first] = places;
  if (first === undefined) return "in the pasted text";
  const hidden = first.disguises.map((disguise) => disguiseWords[disguise]).join(", ");
  const more = places.length - 1;
  return [
    `line ${first.line}, column ${first.column}`,
    hidden === "" ? "" : ` (${hidden})`,
    more === 0 ? "" : `, and ${more} more ${more === 1 ? "place" : "places"}`,
  ].join("");
}
