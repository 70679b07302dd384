import type { SearchQuery } from "@/lib/wire/search-events";

/** A search as the query of a URL; what is not chosen is left out. */
export function searchParams({ q, case: isCaseSensitive, regex, path }: SearchQuery) {
  return { q, case: isCaseSensitive ? "1" : null, regex: regex ? "1" : null, path };
}
