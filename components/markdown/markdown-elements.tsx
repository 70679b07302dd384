import type { ComponentProps } from "react";
import type { MarkdownComponents } from "@/lib/markdown/render-markdown";
import { AlertIcon } from "./alert-icon";

/** Those that `rehypeRepo` marks are drawn here; the others are an author's figure, and a line of a formula. */
export const markdownElements: MarkdownComponents = {
  svg: ({ "data-kind": kind, ...rest }: ComponentProps<"svg"> & { "data-kind"?: string }) =>
    kind === undefined ? <svg {...rest} /> : <AlertIcon kind={kind} />,
  figure: ({ "data-source": source, ...rest }: ComponentProps<"figure"> & { "data-source"?: string }) =>
    source === undefined ? (
      <figure {...rest} />
    ) : (
      <figure className="diagram" data-waiting="" data-source={source}>
        {rest.children}
      </figure>
    ),
};
