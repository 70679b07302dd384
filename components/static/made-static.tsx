import "server-only";
import type { HTMLAttributes } from "react";
import type { NamedHtml } from "@/lib/html/static-html";
import { pageRequest } from "@/lib/process/page-request";
import { StaticHtml } from "./static-html";

interface MadeStaticProps extends HTMLAttributes<HTMLElement> {
  as?: "div" | "ol" | "span";
  made: NamedHtml;
}

/** `Static` for what is drawn and kept elsewhere. */
export function MadeStatic({ as = "div", made: { name, html }, ...attributes }: MadeStaticProps) {
  const request = pageRequest();
  if (!request?.isDocument) return <StaticHtml {...attributes} as={as} name={name} html={html} />;
  request.html.set(name, html);
  return <StaticHtml {...attributes} as={as} name={name} html={undefined} />;
}
