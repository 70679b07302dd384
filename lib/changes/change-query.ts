import { z } from "zod";
import { treeEntryMode } from "@/contract/content";
import { objectHash } from "@/contract/names";
import type { FileSide } from "./compare-trees";
import type { FileChange } from "./file-change";

const pathMaxLength = 8_192;

const side = z
  .string()
  .transform((text) => text.split(":"))
  .pipe(z.tuple([treeEntryMode.exclude(["40000"]), objectHash]))
  .transform(([mode, hash]): FileSide => ({ mode, hash }));

/** A file's change as a query says it; a side that is left out has nothing there. */
export const changeFromQuery = z
  .object({
    path: z.string().min(1).max(pathMaxLength),
    from: z.string().min(1).max(pathMaxLength).optional(),
    before: side.optional(),
    after: side.optional(),
    others: z
      .string()
      .max(4_096)
      .transform((text) => text.split(",").map((one) => (one === "" ? undefined : one)))
      .pipe(z.array(side.optional()))
      .optional(),
    status: z.enum(["renamed", "copied"]).optional(),
    percent: z.coerce.number().int().min(0).max(100).optional(),
  })
  .refine(({ before, after }) => before !== undefined || after !== undefined, "one side must be there")
  .transform(
    ({ path, from, before, after, others, status, percent }): FileChange => ({
      path,
      oldPath: from ?? null,
      status: status ?? (before === undefined ? "added" : after === undefined ? "deleted" : "modified"),
      before: before ?? null,
      after: after ?? null,
      others: (others ?? []).map((one) => one ?? null),
      percent: percent ?? null,
    }),
  );

const sideText = ({ mode, hash }: FileSide) => `${mode}:${hash}`;

/** What `changeFromQuery` reads. */
export function changeQuery(change: FileChange): string {
  const { path, oldPath, before, after, others, status, percent } = change;
  const params = new URLSearchParams({ path });
  if (oldPath !== null) params.set("from", oldPath);
  if (before !== null) params.set("before", sideText(before));
  if (after !== null) params.set("after", sideText(after));
  if (others.length > 0) params.set("others", others.map((one) => one && sideText(one)).join(","));
  if (status === "renamed" || status === "copied") params.set("status", status);
  if (percent !== null) params.set("percent", String(percent));
  return params.toString();
}
