import { gitOk } from "./git";

/** Would show as `window.wasAttacked` if anything of it ran. */
const attack = "window.wasAttacked=true";

/** Names of files that need care in URLs, in HTML, in Git, or in all three; each file holds its own number. */
export const oddNames = [
  "with space.txt",
  " leading and trailing ",
  "quote\"double'single`back.txt",
  "hash#1.txt",
  "question?x=1.txt",
  "percent%41%2F%.txt",
  "new\nline.txt",
  "tab\there.txt",
  "back\\slash.txt",
  "plus+amp&eq=.txt",
  "colon:semi;comma,.txt",
  "[id](group)@slot.tsx",
  "-dash",
  "...",
  "~tilde",
  "ünïcödé.txt",
  "日本語.txt",
  "emoji-🦊.txt",
  "right-to-left-\u202egnp.exe",
  "Case.txt",
  "case.txt",
  "CASE.txt",
  `<img src=x onerror=${attack}>.txt`,
  `"><script>${attack}<`,
  "javascript:alert(1)",
  "__proto__",
  "constructor",
  "index.html",
] as const;

/** One name to the eye, two to Git: composed and decomposed. */
export const normalForms = ["caf\u00e9.txt", "cafe\u0301.txt"] as const;

/** As a page shows a name whose bytes are not UTF-8. */
export const notUtf8Shown = "latin-\ufffd.txt";

export const deepDirectory = Array.from({ length: 200 }, (_, index) => `d${index}`).join("/");

/** On `main` beside a directory `feature/x`; the tag `release` holds a directory that the branch `release/1` could mean. */
export const oddBranches = [
  "feature/x",
  "both",
  "release/1",
  "with#hash",
  "100%25",
  "ünïcode/分支",
  "quote'\"double",
  "a&b=c+d",
  `<img/src=x/onerror=${attack}>`,
  "HEAD2",
  "refs/heads/inner",
] as const;

export interface OddRepo {
  main: string;
  /** A branch of this name, which is the hash of another commit, leads to `main`. */
  hashLike: string;
  submodule: string;
}

/** Fills the empty repo at `dir` with every oddity a repo may hold. */
export async function makeOddRepo(dir: string): Promise<OddRepo> {
  await gitOk(dir, ["init", "--quiet", "-b", "main"]);
  await gitOk(dir, ["config", "core.protectNTFS", "false"]);
  const submodule = "0123456789abcdef0123456789abcdef01234567";
  const parts: Buffer[] = [];
  const put = (text: string | Buffer) => parts.push(Buffer.from(text));
  const data = (text: string | Buffer) => {
    put(`data ${Buffer.byteLength(text)}\n`);
    put(text);
    put("\n");
  };
  const quote = (name: string | Buffer) => {
    const bytes = Buffer.from(name);
    let quoted = '"';
    for (const byte of bytes) quoted += `\\${byte.toString(8).padStart(3, "0")}`;
    return `${quoted}"`;
  };
  const file = (name: string | Buffer, content: string | Buffer, mode = "100644") => {
    put(`M ${mode} inline ${quote(name)}\n`);
    data(content);
  };
  const commit = (ref: string, message: string, from?: string) => {
    put(`commit ${ref}\nauthor Ada <ada@example.test> 1767225600 +0000\n`);
    put("committer Ada <ada@example.test> 1767225600 +0000\n");
    data(message);
    if (from) put(`from ${from}\n`);
  };

  commit("refs/heads/main", `<script>${attack}</script>\n\n<img src=x onerror=${attack}>`);
  for (const [number, name] of oddNames.entries()) file(`names/${name}`, `number ${number}\n`);
  for (const [number, name] of normalForms.entries()) file(`names/${name}`, `form ${number}\n`);
  file(Buffer.concat([Buffer.from("names/latin-"), Buffer.from([0xe9]), Buffer.from(".txt")]), "latin one\n");
  file(`${deepDirectory}/bottom.txt`, "two hundred levels down\n");
  file("content/empty.txt", "");
  file("content/no-final-newline.txt", "no line end");
  file("content/crlf.txt", "one\r\ntwo\r\n");
  file("content/latin-1.txt", Buffer.from("caf\xe9\n", "latin1"));
  file("content/run", "#!/bin/sh\n", "100755");
  file("content/README", "Plain text, <b>not</b> HTML.\n");
  file("links/self", "self", "120000");
  file("links/a", "b", "120000");
  file("links/b", "a", "120000");
  file("links/up", "../../../../etc/passwd", "120000");
  file("links/hostile", `<img src=x onerror=${attack}>`, "120000");
  put(`M 160000 ${submodule} ${quote("modules/lib")}\n`);
  put(`M 160000 ${submodule} ${quote("modules/hostile")}\n`);
  put(`M 160000 ${submodule} ${quote("modules/own")}\n`);
  file(
    ".gitmodules",
    `[submodule "lib"]\n\tpath = modules/lib\n\turl = git@example.test:lib.git\n[submodule "own"]\n\tpath = "modules/own"\n\turl = ../sublib.git\n[submodule "hostile"]\n\tpath = modules/hostile\n\turl = javascript:${attack}\n`,
  );
  file(".gitattributes", "*.bin filter=lfs diff=lfs merge=lfs -text\n");
  const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${"a".repeat(64)}\nsize 300000000\n`;
  file("large/model.bin", pointer);
  file("large/not-a-pointer.bin", "small\n");
  file("feature/x/inside.txt", "in the directory x\n");
  file("docs/readme.RST", `Title\n=====\n\n.. raw:: html\n\n   <script>${attack}</script>\n`);
  put("\n");
  commit("refs/heads/feature/x", "On the branch feature/x", "refs/heads/main");
  file("branch.txt", "on the branch feature/x\n");
  put("\n");
  commit("refs/heads/both", "The branch called both", "refs/heads/main");
  file("which.txt", "the branch\n");
  put("\n");
  commit("refs/tags/both", "The tag called both", "refs/heads/main");
  file("which.txt", "the tag\n");
  put("\n");
  commit("refs/tags/release", "The tag called release", "refs/heads/main");
  file("1/inside.txt", "in the directory 1 of the tag\n");
  put("\n");
  commit("refs/notes/commits", "Notes", undefined);
  file(submodule, "a note\n");
  put("\n");
  await gitOk(dir, ["-c", "core.ignoreCase=false", "fast-import", "--quiet", "--force"], {
    input: Buffer.concat(parts),
  });

  const main = (await gitOk(dir, ["rev-parse", "refs/heads/main"])).trim();
  const hashLike = (await gitOk(dir, ["rev-parse", "refs/heads/both"])).trim();
  for (const branch of oddBranches) {
    if (!["feature/x", "both"].includes(branch))
      await gitOk(dir, ["update-ref", `refs/heads/${branch}`, main]);
  }
  await gitOk(dir, ["update-ref", `refs/heads/${hashLike}`, main]);
  const words = `A release\n\n<img src=x onerror=${attack}>`;
  await gitOk(dir, ["tag", "-a", "v1.0", "-m", words, main]);
  return { main, hashLike, submodule };
}
