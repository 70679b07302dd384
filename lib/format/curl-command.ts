interface Call {
  via: "rest" | "git" | "memory";
  method: string;
  url: string;
  body: string | null;
}

/** A call to Artifacts for the shell. Secrets are the reader's own, by the names of variables. */
export function curlCommand({ via, method, url, body }: Call): string {
  const parts = ["curl", "--globoff"];
  if (via === "git") {
    parts.push('--user "x:$ARTIFACTS_REPO_TOKEN"', "--header 'Git-Protocol: version=2'");
    if (body !== null) parts.push("--header 'Content-Type: application/x-git-upload-pack-request'");
  } else {
    parts.push('--header "Authorization: Bearer $ARTIFACTS_API_TOKEN"');
    if (body !== null) parts.push("--header 'Content-Type: application/json'");
  }
  // curl posts by itself when there is data.
  if (method !== "GET" && !(method === "POST" && body !== null)) parts.push(`--request ${method}`);
  if (body !== null) parts.push(`--data-binary ${quoteForShell(body)}`);
  parts.push(quoteForShell(url));
  return parts.join(" \\\n  ");
}

/** One word for bash and zsh, whatever is in it. */
function quoteForShell(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text)) return `'${text.replaceAll("'", "'\\''")}'`;
  const escaped = text
    .replace(/[\\']/g, "\\$&")
    .replaceAll("\n", "\\n")
    .replace(/[^\x20-\x7e]/g, (char) =>
      [...new TextEncoder().encode(char)].map((byte) => `\\x${byte.toString(16).padStart(2, "0")}`).join(""),
    );
  return `$'${escaped}'`;
}
