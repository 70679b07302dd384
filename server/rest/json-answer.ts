import type { ResultInfo } from "@/contract/paging";

/** The v4 envelope around a result. */
export function answer<T>(result: T) {
  return { result, success: true as const, errors: [], messages: [] };
}

const [beforeResult = "", afterResult = ""] = JSON.stringify(answer(0)).split("0");
const opening = Buffer.from(beforeResult);
const closing = Buffer.from(afterResult);

/** The same around a result that is JSON already. */
export function answerJson(result: Buffer): Buffer {
  return Buffer.concat([opening, result, closing]);
}

export function answerPage<T>(page: { items: T[]; info: ResultInfo }) {
  return { ...answer(page.items), result_info: page.info };
}
