import { z } from "zod";
import { createRepoResult } from "@/contract/repos";
import type { Stack } from "./stack";

/** An empty repo of the stack's own service, with its write token. */
export async function createRepo(
  stack: Stack,
  name: string,
  namespace = "default",
  more: { description?: string } = {},
) {
  const answer = await fetch(
    `${stack.apiUrl}/client/v4/accounts/local/artifacts/namespaces/${namespace}/repos`,
    {
      method: "POST",
      headers: { Authorization: `Bearer ${stack.apiToken}`, "content-type": "application/json" },
      body: JSON.stringify({ name, ...more }),
    },
  );
  return z.object({ result: createRepoResult }).parse(await answer.json()).result;
}
