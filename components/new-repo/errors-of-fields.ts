import { branchName } from "@/contract/names";
import type { FailureFacts } from "@/lib/wire/failure-facts";

/** Where each refusal belongs. */
const fieldsOfPointers: Record<string, "url" | "branch"> = { "/url": "url", "/branch": "branch" };

interface Entered {
  address: string;
  remote: string | null;
  branch: string;
  wasSubmitted: boolean;
}

/** What is wrong with each field: what Artifacts refused there, or what can be seen beforehand. */
export function errorsOfFields(failure: FailureFacts | null, entered: Entered) {
  const { address, remote, branch, wasSubmitted } = entered;
  const failedField = failure?.pointer ? fieldsOfPointers[failure.pointer] : undefined;
  const isAtName = failure?.kind === "conflict" || failure?.pointer === "/name";
  const refusal = failure?.message ?? null;
  const isNoAddress = remote === null && (wasSubmitted || address.length > 12);
  const isNoBranch = branch !== "" && !branchName.safeParse(branch).success;
  return {
    address: failedField === "url" ? refusal : isNoAddress ? "This is not the address of a repo." : null,
    branch: failedField === "branch" ? refusal : isNoBranch ? "Not a valid branch name." : null,
    name: isAtName ? failure : null,
    isElsewhere: failure !== null && failedField === undefined && !isAtName,
  };
}
