import type { ResultInfo } from "@/contract/paging";

export interface Page<T> {
  items: T[];
  info: ResultInfo;
}

/** Cursor form while rows remain, offset form on the page with the last row. `seen` counts the rows before this page. */
export function pageInfo(page: {
  seen: number;
  count: number;
  perPage: number;
  cursor: string | null;
}): ResultInfo {
  const { seen, count, perPage, cursor } = page;
  if (cursor !== null) return { cursor, per_page: perPage, count };
  const total = seen + count;
  return {
    page: Math.floor(seen / perPage) + 1,
    per_page: perPage,
    total_pages: Math.ceil(total / perPage),
    count,
    total_count: total,
  };
}
