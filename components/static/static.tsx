import "server-only";
import type { HTMLAttributes, ReactElement } from "react";
import { staticHtml } from "@/lib/html/static-html";
import { MadeStatic } from "./made-static";

interface StaticProps extends HTMLAttributes<HTMLElement> {
  as?: "div" | "ol" | "span";
  /** Says what is drawn, with all that it depends on: drawn once, and kept under it. Null: nobody will ask for it again. */
  of: readonly (string | number | boolean | null)[] | null;
  /** Plain elements and components without state. */
  draw: () => ReactElement;
}

/**
 * Draws what is only read as HTML, which a document holds once: React's own data beside it has the name alone. A page that is
 * open already is sent the HTML.
 */
export async function Static({ of, draw, ...rest }: StaticProps) {
  return <MadeStatic {...rest} made={await staticHtml(of, draw)} />;
}
