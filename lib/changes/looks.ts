import { z } from "zod";
import { svgDrawnWeight, weighSvg } from "@/lib/text/weigh-svg";
import type { TextDiff } from "./diff-file";
import type { FileChange } from "./file-change";

export const lookName = z.enum(["image", "table", "rendered", "cells"]);

/** A way to look at a text's change other than by the lines of its source. */
export type LookName = z.infer<typeof lookName>;

/** As an address says it; null is the source. */
export const askedLook = lookName.nullable().catch(null).default(null);

interface LookRule {
  path: RegExp;
  /** Whether it is offered at all, where that is more than the path's. */
  fits?(diff: TextDiff): boolean;
}

/** Longer ones are not weighed for every page that shows them. */
const svgMaxChars = 256 * 1024;

const rules: Record<LookName, LookRule> = {
  image: {
    path: /\.svg$/i,
    fits: ({ before, after }) =>
      [before, after].every(({ text }) => text.length <= svgMaxChars && weighSvg(text) <= svgDrawnWeight),
  },
  table: { path: /\.(csv|tsv)$/i },
  rendered: { path: /\.(md|markdown|mdown|mkd)$/i },
  cells: { path: /\.ipynb$/i },
};

/** The looks that a file's change has besides its source, which comes first. */
export function looksOf({ path, before, after, others }: FileChange, diff: TextDiff): LookName[] {
  // What a merge changed itself is known by lines alone.
  if (others.length > 0) return [];
  // The text of a symlink is a path.
  if (before?.mode === "120000" || after?.mode === "120000") return [];
  return lookName.options.filter((name) => {
    const rule = rules[name];
    return rule.path.test(path) && (rule.fits?.(diff) ?? true);
  });
}
