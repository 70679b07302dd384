/**
 * How long an ordinary README takes while heavy ones are drawn: alone, and beside them.
 *
 *   node --conditions=react-server --import tsx bench/heavy-markdown.ts [--heavy=12]
 */
import { renderMarkdown } from "@/lib/markdown/render-markdown";

const heavyCount = Number(
  process.argv.find((arg) => arg.startsWith("--heavy="))?.slice("--heavy=".length) ?? 12,
);
if (!Number.isInteger(heavyCount) || heavyCount < 1) {
  console.error("usage: bench/heavy-markdown.ts [--heavy=12]");
  process.exit(1);
}

const many = (count: number, make: (index: number) => string) =>
  Array.from({ length: count }, (_, n) => make(n)).join("");

/** Each kind costs a parser the square of its size. */
const kinds: ((salt: number) => string)[] = [
  (salt) => `${salt}\n\n|a|b|\n|-|-|\n${"|1|2|\n".repeat(4_000)}`,
  (salt) => `${salt}\n\n${`${"- ".repeat(70)}a\n\n`.repeat(60)}`,
  (salt) => `${salt}\n\n${many(900, (n) => `a[^${n}]\n\n[^${n}]: note\n\n`)}`,
  (salt) => `${salt}\n\n${many(1_500, (n) => `[a${n}] `)}\n\n${many(1_500, (n) => `[a${n}]: /x\n`)}`,
  (salt) => `${salt}\n\n${many(110, (n) => `${"$".repeat(n + 1)} `)}`,
  (salt) => `${salt}\n\n${many(60, (n) => `${"  ".repeat(n % 40)}- a\n`)}`,
];
const ordinary = (salt: string) =>
  `# ${salt}\n\n${many(40, (n) => `## Part ${n}\n\nSome *words* with a [link](docs/${n}.md) and \`code\`.\n\n- one\n- two\n\n`)}`;

const components = { svg: () => null, figure: () => null };
async function draw(source: string, repo: string) {
  const startedAt = performance.now();
  const place = { namespace: "bench", repo, refName: "main", directory: "" };
  const { kind } = await renderMarkdown(source, place, components);
  return { kind, ms: performance.now() - startedAt };
}

await draw(ordinary("to start the workers"), "ordinary");
const alone = await draw(ordinary("alone"), "ordinary");
const heavy = Array.from({ length: heavyCount }, (_, n) =>
  draw(kinds[n % kinds.length]?.(n) ?? "", `heavy-${n}`),
);
const beside = await draw(ordinary("beside"), "ordinary");
const answers = await Promise.all(heavy);
const seconds = (ms: number) => (ms / 1_000).toFixed(2);
console.table([
  { what: "an ordinary one alone", s: seconds(alone.ms), answer: alone.kind },
  { what: `an ordinary one beside ${heavyCount} heavy ones`, s: seconds(beside.ms), answer: beside.kind },
  ...answers.map(({ kind, ms }, n) => ({ what: `heavy ${n + 1}`, s: seconds(ms), answer: kind })),
]);
process.exit(0);
