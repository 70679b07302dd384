import { z } from "zod";
import { gitOk, inTempDir } from "@/e2e/git";
import type { Stack } from "@/e2e/stack";
import { apiReposUrl, apiTokensUrl } from "@/lib/routes";

export const namespace = "acme";
export const repo = "storefront";
export const shownFile = "src/cart/totals.ts";

export const hourSeconds = 3600;
const daySeconds = 24 * hourSeconds;

const authors = {
  maya: "Maya Lindqvist <maya@acme.example>",
  tomas: "Tomás Herrera <tomas@acme.example>",
  jun: "Jun Park <jun@acme.example>",
};

interface Change {
  by: keyof typeof authors;
  daysAgo: number;
  message: string;
  files: Record<string, string>;
}

const readme = (links: string) => `# Storefront

The shop's web front: catalogue, cart and checkout. It renders on the server and talks to the order service only.

| part         | what it does                         |
| ------------ | ------------------------------------ |
| \`src/cart\`   | what is in the cart, what it costs   |
| \`src/routes\` | the pages, one file each             |

\`npm install && npm run dev\` starts it on port 4000.${links}
`;

const totals = (hasVouchers: boolean) => `import { roundHalfEven } from "./money";

export interface CartLine {
  sku: string;
  quantity: number;
  /** Whole cents, without tax. */
  unitPrice: number;
  taxRate: number;
}

export interface Totals {
  net: number;
  tax: number;
  gross: number;
}

/** Tax is rounded once a line, as the invoice shows it, and never on the sum. */
export function totalsOf(lines: readonly CartLine[]${hasVouchers ? ", voucher = 0" : ""}): Totals {
  let net = 0;
  let tax = 0;
  for (const { quantity, unitPrice, taxRate } of lines) {
    const lineNet = quantity * unitPrice;
    net += lineNet;
    tax += roundHalfEven(lineNet * taxRate);
  }
  const gross = ${hasVouchers ? "Math.max(0, net + tax - voucher)" : "net + tax"};
  return { net, tax, gross };
}

export function formatCents(cents: number, currency = "EUR"): string {
  return new Intl.NumberFormat("en-IE", { style: "currency", currency }).format(cents / 100);
}
`;

const changes: Change[] = [
  {
    by: "maya",
    daysAgo: 64,
    message: "Begin the storefront",
    files: {
      "README.md": readme(""),
      LICENSE: "Copyright Acme\n",
      ".gitignore": "node_modules/\ndist/\n",
      "package.json": `${JSON.stringify({ name: "storefront", type: "module", scripts: { dev: "vite --port 4000" } }, null, 2)}\n`,
    },
  },
  {
    by: "tomas",
    daysAgo: 51,
    message: "Add the cart and its totals",
    files: {
      "src/cart/totals.ts": totals(false),
      "src/cart/money.ts":
        "/** To the nearest cent; halves go to the even one. */\nexport function roundHalfEven(cents: number): number {\n  const floor = Math.floor(cents);\n  const rest = cents - floor;\n  if (rest !== 0.5) return Math.round(cents);\n  return floor % 2 === 0 ? floor : floor + 1;\n}\n",
      "src/routes/cart.tsx": "export default function CartPage() {\n  return <main>Your cart</main>;\n}\n",
    },
  },
  {
    by: "jun",
    daysAgo: 33,
    message: "Explain how prices are rounded",
    files: { "docs/rounding.md": "# Rounding\n\nHalf a cent goes to the even cent, once a line.\n" },
  },
  {
    by: "tomas",
    daysAgo: 12,
    message: "Take vouchers off the gross price",
    files: { "src/cart/totals.ts": totals(true) },
  },
  {
    by: "maya",
    daysAgo: 3,
    message: "Link the rounding rules from the README",
    files: { "README.md": readme(" Prices are whole cents; see [rounding](docs/rounding.md).") },
  },
  {
    by: "jun",
    daysAgo: 0,
    message: "Run the checks on every push",
    files: { "scripts/check.sh": "#!/bin/sh\nset -e\nnpm run lint\nnpm test\n" },
  },
];

/** The commits as a stream for `git fast-import`, with a release branch and a tag on the way. */
function historyStream(): Buffer {
  const nowSeconds = Math.floor(Date.now() / 1000) - 2 * hourSeconds;
  const data = (text: string) => `data ${Buffer.byteLength(text)}\n${text}\n`;
  const commits = changes.map(({ by, daysAgo, message, files }, index) => {
    const who = `${authors[by]} ${nowSeconds - daysAgo * daySeconds} +0000`;
    const content = Object.entries(files).map(([file, text]) => {
      const mode = file.endsWith(".sh") ? "100755" : "100644";
      return `M ${mode} inline ${file}\n${data(text)}`;
    });
    return `commit refs/heads/main\nmark :${index + 1}\nauthor ${who}\ncommitter ${who}\n${data(message)}${content.join("")}\n`;
  });
  const refs = ["refs/heads/release/1.x", "refs/tags/v1.4.0"].map((ref) => `reset ${ref}\nfrom :4\n\n`);
  return Buffer.from([...commits, ...refs].join(""));
}

/** A namespace as a small shop would have it, by the doors that a person has: the dashboard, and Git. */
export async function fillPictureWorld(stack: Stack): Promise<void> {
  for (const name of [repo, "order-service", "design-tokens", "price-feed", "agent-baseline"]) {
    await callDashboard(stack, apiReposUrl(namespace), { name });
  }
  const token = await issueToken(stack, repo, {
    scope: "write",
    ttl: 8 * hourSeconds,
    purpose: "Release pipeline",
  });
  const remote = `${stack.apiUrl}/git/${namespace}/${repo}.git`;
  await inTempDir(async (dir) => {
    await gitOk(dir, ["init", "--quiet", "--bare"]);
    await gitOk(dir, ["fast-import", "--quiet"], { input: historyStream() });
    await gitOk(dir, ["push", "--quiet", "--all", remote], { token });
    await gitOk(dir, ["push", "--quiet", "--tags", remote], { token });
  });
  const wanted: [repo: string, scope: "read" | "write", ttl: number, purpose: string][] = [
    [repo, "read", 7 * daySeconds, "Preview deployments"],
    ["order-service", "write", 30 * daySeconds, "Nightly schema export"],
    ["order-service", "read", 2 * hourSeconds, "Load test"],
    ["design-tokens", "read", 90 * daySeconds, "Figma sync"],
    ["price-feed", "write", hourSeconds, "Price agent, run 1842"],
    ["agent-baseline", "read", 5 * hourSeconds, "Fork pool"],
  ];
  for (const [name, scope, ttl, purpose] of wanted) await issueToken(stack, name, { scope, ttl, purpose });
}

/** Gives the plaintext. Through the dashboard, which alone keeps what a token is for. */
export async function issueToken(
  stack: Stack,
  name: string,
  body: { scope: "read" | "write"; ttl: number; purpose?: string },
): Promise<string> {
  const made = await callDashboard(stack, apiTokensUrl(namespace, name), body);
  return z.object({ plaintext: z.string() }).parse(made).plaintext;
}

async function callDashboard(stack: Stack, url: string, body: object): Promise<unknown> {
  const answer = await fetch(`${stack.url}${url}`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: stack.url },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}.`);
  return answer.json();
}
