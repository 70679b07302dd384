import { Badge } from "@/components/ui/badge";
import { agentOf } from "@/lib/commits/agent-of";

/** The agent whose address this is, if it is one's. */
export function AgentLabel({ email }: { email: string }) {
  const agent = agentOf(email);
  if (agent === null) return null;
  return (
    <>
      {" "}
      <Badge tone="info" title="By the address, which anyone can write">
        {agent}, claimed
      </Badge>
    </>
  );
}
