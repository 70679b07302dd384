import { changeHtml } from "@/lib/wire/answers";
import { callAgain } from "./call-again";

/** Changes of a file as HTML, from an address of the page. */
export async function askChange(url: string, signal: AbortSignal): Promise<string> {
  return (await callAgain(changeHtml, { url, signal })).html;
}
