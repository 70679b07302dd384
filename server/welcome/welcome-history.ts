import { commitText } from "@/gitformat/commit-text";
import { type GitObject, makeObject } from "@/gitformat/git-object";
import { type TreeFile, writeTree } from "@/gitformat/write-tree";
import * as docs from "./welcome-docs";
import * as examples from "./welcome-examples";

export interface WelcomeHistory {
  objects: GitObject[];
  /** Hash of what each ref points at, by full name. */
  refs: Record<string, string>;
}

const mara = "Mara Lindqvist <mara@vitrine.example>";
const tomas = "Tomás Ferreira <tomas@vitrine.example>";
const aiko = "Aiko Brandt <aiko@vitrine.example>";

const link = (target: string): TreeFile => ({ mode: "120000", content: target });

/** What the files call the service, in place of its own address. */
const writtenUrl = /http:\/\/127\.0\.0\.1:8787/g;

/**
 * The welcome repo's history. People and times are fixed: for services of one address, its hashes are the same on every
 * machine.
 */
export function welcomeHistory(publicUrl: string): WelcomeHistory {
  const here = (content: string) => content.replaceAll(writtenUrl, () => publicUrl);
  const file = (content: string): TreeFile => ({ mode: "100644", content: here(content) });
  const program = (content: string): TreeFile => ({ mode: "100755", content: here(content) });
  const objects = new Map<string, GitObject>();
  const keep = (object: GitObject) => {
    objects.set(object.hash, object);
    return object.hash;
  };
  const commit = (entry: {
    files: Map<string, TreeFile>;
    parents: string[];
    by: string;
    at: string;
    message: string;
  }) => {
    const treeHash = writeTree(entry.files).map(keep).at(-1) ?? "";
    const signature = `${entry.by} ${Date.parse(entry.at) / 1000} +0000`;
    const text = commitText({
      treeHash,
      parents: entry.parents,
      author: signature,
      committer: signature,
      message: `${entry.message}\n`,
    });
    return keep(makeObject("commit", Buffer.from(text, "utf8")));
  };

  const begun = new Map([["README.md", file(docs.firstReadme)]]);
  const first = commit({
    files: begun,
    parents: [],
    by: mara,
    at: "2026-01-12T09:14:00Z",
    message: "Begin the welcome repo",
  });

  const documented = new Map([
    ...begun,
    ["docs/tokens.md", file(docs.tokensGuide)] as const,
    ["scripts/clone.sh", program(examples.cloneScript)] as const,
  ]);
  const tokens = commit({
    files: documented,
    parents: [first],
    by: tomas,
    at: "2026-01-13T15:40:00Z",
    message:
      "Explain tokens and how to keep one out of a URL\n\nGit writes a remote's URL into .git/config, token and all. A header that comes from the\nenvironment leaves no trace there, nor in the list of processes.",
  });

  const withPrograms = new Map([
    ...begun,
    ["examples/typescript/list-repos.ts", file(examples.listRepos)] as const,
    ["examples/python/create_token.py", program(examples.createToken)] as const,
    ["examples/go/main.go", file(examples.printLog)] as const,
  ]);
  const programs = commit({
    files: withPrograms,
    parents: [first],
    by: aiko,
    at: "2026-01-13T18:05:00Z",
    message: "Add examples in TypeScript, Python and Go",
  });

  const merged = new Map([...documented, ...withPrograms]);
  const merge = commit({
    files: merged,
    parents: [tokens, programs],
    by: mara,
    at: "2026-01-14T08:30:00Z",
    message: "Merge branch 'examples'",
  });

  const withRoutes = new Map([
    ...merged,
    ["docs/routes.yaml", file(docs.routes)] as const,
    ["examples/sql/active-tokens.sql", file(examples.activeTokens)] as const,
    ["examples/web/repo-card.html", file(examples.cardPage)] as const,
    ["examples/web/repo-card.css", file(examples.cardStyle)] as const,
  ]);
  const routes = commit({
    files: withRoutes,
    parents: [merge],
    by: tomas,
    at: "2026-01-15T11:22:00Z",
    message: "List the routes, add examples in SQL and CSS",
  });

  const finished = new Map([
    ...withRoutes,
    ["README.md", file(docs.readme)] as const,
    ["docs/overview.svg", file(docs.overviewImage)] as const,
    ["docs/README.md", link("../README.md")] as const,
  ]);
  const main = commit({
    files: finished,
    parents: [routes],
    by: mara,
    at: "2026-01-16T10:02:00Z",
    message: "Write the README that a first visitor reads",
  });

  const slashesBegun = commit({
    files: new Map([...finished, ["docs/slash-names.md", file(docs.firstSlashNames)] as const]),
    parents: [main],
    by: aiko,
    at: "2026-01-19T13:47:00Z",
    message: "Start a page on branch names with slashes",
  });
  const slashes = commit({
    files: new Map([...finished, ["docs/slash-names.md", file(docs.slashNames)] as const]),
    parents: [slashesBegun],
    by: aiko,
    at: "2026-01-20T09:31:00Z",
    message: "Show how each route takes a name with slashes",
  });

  const tag = [
    `object ${main}`,
    "type commit",
    "tag v1.0.0",
    `tagger ${mara} ${Date.parse("2026-01-16T10:15:00Z") / 1000} +0000`,
    "",
    "The welcome repo, as a first visitor finds it",
    "",
  ];
  return {
    refs: {
      "refs/heads/main": main,
      "refs/heads/feature/slash-names": slashes,
      "refs/tags/v1.0.0": keep(makeObject("tag", Buffer.from(tag.join("\n"), "utf8"))),
    },
    objects: [...objects.values()],
  };
}
