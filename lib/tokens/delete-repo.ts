import "server-only";
import { deleteRepo as callForDeletion } from "@/lib/artifacts/repos";
import { forgetDeletedRepo } from "./inventory-cache";
import { readTokens } from "./read-tokens";

/** Deletes a repo, and forgets what is known of its tokens: they went with it. */
export async function deleteRepo(namespace: string, name: string): Promise<{ id: string }> {
  const deleted = await callForDeletion(namespace, name);
  forgetDeletedRepo(namespace, name);
  readTokens().forget({ namespace, name });
  return deleted;
}
