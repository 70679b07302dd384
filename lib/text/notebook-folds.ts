import { z } from "zod";

/** What the author of a notebook has folded away of a cell, and whether its outputs scroll: null where that is left to the reader. */
export interface NotebookFolds {
  isFolded: boolean;
  isSourceHidden: boolean;
  areOutputsHidden: boolean;
  areOutputsScrolled: boolean | null;
}

const flag = z.boolean().optional().catch(undefined);

const metadata = z.object({
  jupyter: z.object({ source_hidden: flag, outputs_hidden: flag }).catch({}),
  collapsed: flag,
  scrolled: flag,
  tags: z.array(z.unknown()).catch([]),
  // Of Jupyter's extensions, nteract and Colab.
  hide_input: flag,
  hide_output: flag,
  inputHidden: flag,
  outputHidden: flag,
  cellView: z.unknown().optional(),
});

/** What Jupyter Book and nbconvert do not show is folded here: nothing of a file is kept from its reader. */
const tagged = /^(hide|remove)[-_](cell|input|output)$/;

/** Reads the metadata of a cell, of which nothing is trusted. */
export function readFolds(raw: unknown): NotebookFolds {
  const known = metadata.safeParse(raw).data;
  const tags = new Set(
    known?.tags.map((tag) => (typeof tag === "string" ? tagged.exec(tag)?.[2] : undefined)),
  );
  return {
    isFolded: tags.has("cell"),
    isSourceHidden:
      known?.jupyter.source_hidden ??
      known?.hide_input ??
      known?.inputHidden ??
      (tags.has("input") || known?.cellView === "form"),
    areOutputsHidden:
      known?.jupyter.outputs_hidden ??
      known?.collapsed ??
      known?.hide_output ??
      known?.outputHidden ??
      tags.has("output"),
    areOutputsScrolled: known?.scrolled ?? null,
  };
}
