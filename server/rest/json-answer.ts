import type { ResultInfo } from "@/contract/paging";

/** The v4 envelope around a result. */
export function answer<T>(result: T) {
  return { result, success: true as const, errors: [], messages: [] };
}

export function answerPage<T>(page: { items: T[]; info: ResultInfo }) {
  return { ...answer(page.items), result_info: page.info };
}
