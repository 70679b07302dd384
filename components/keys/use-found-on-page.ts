import { useState } from "react";
import { type Announced, listAnnounced } from "./announced";
import { bestFirst } from "./best-first";
import { matchesWords } from "./matches-words";
import { listPlaces } from "./places";
import { listShownHashes, matchHashes } from "./shown-hashes";

const colours = "Colours: ";
const nothing: Announced[] = [];
const noHashes: string[] = [];

/** What belongs to the page before what stands above and below every page. */
function ownFirst(announced: Announced[]): Announced[] {
  const isOwn = ({ element }: Announced) => element.closest("body > header, body > footer") === null;
  return announced.toSorted((a, b) => Number(isOwn(b)) - Number(isOwn(a)));
}

/** What of the page, and of the places around it, fits what is typed. */
export function useFoundOnPage(
  where: { namespace: string | undefined; repo: string | undefined },
  search: string,
  words: string[],
) {
  // As they were when the palette opened: what lies behind it is out of reach now.
  const [announced] = useState(() => (typeof document === "undefined" ? nothing : ownFirst(listAnnounced())));
  const [shownHashes] = useState(() => (typeof document === "undefined" ? noHashes : listShownHashes()));
  const fitting = <Item extends { label: string }>(items: Item[]) =>
    bestFirst(
      items.filter(({ label }) => matchesWords(label, words)),
      search,
      ({ label }) => label,
    );
  const acts = fitting(announced);
  return {
    actions: acts.filter(({ label }) => !label.startsWith(colours)),
    /** Wanted the least: they stand at the end. */
    themes: acts.filter(({ label }) => label.startsWith(colours)),
    hashes: where.namespace && where.repo ? matchHashes(search, shownHashes) : [],
    places: fitting(listPlaces(where)),
  };
}
