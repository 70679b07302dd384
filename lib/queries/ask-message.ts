import { apiMessageUrl } from "@/lib/routes";
import { commitMessage } from "@/lib/wire/answers";
import { callDashboard } from "./call-dashboard";

/** What a commit's message says below its subject. Not a query: the browser itself keeps the answer. */
export async function askMessage(namespace: string, repo: string, hash: string): Promise<string> {
  const { body } = await callDashboard(commitMessage, { url: apiMessageUrl(namespace, repo, hash) });
  return body;
}
