import "server-only";
import type { HTMLAttributes, ReactElement } from "react";
import { staticHtml } from "@/lib/html/static-html";
import { pageRequest } from "@/lib/process/page-request";
import { StaticHtml } from "./static-html";

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
export async function Static({ as = "div", of, draw, ...attributes }: StaticProps) {
  const { name, html } = await staticHtml(of, draw);
  const request = pageRequest();
  if (!request?.isDocument) return <StaticHtml {...attributes} as={as} name={name} html={html} />;
  request.html.set(name, html);
  return <StaticHtml {...attributes} as={as} name={name} html={undefined} />;
}
