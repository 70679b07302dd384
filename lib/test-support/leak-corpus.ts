/** Planted leaks and look-alikes for the tests of this room: made anew from a seed, so that no secret-like text is stored. */

export interface PlantedLeak {
  name: string;
  text: string;
  secret: string;
  expiresAt: number | null;
  repo: string | null;
  isCut: boolean;
}

/** mulberry32: small, and the same everywhere. */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const hexLetters = "0123456789abcdef";
const allLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

export function lettersOf(random: () => number, length: number, letters = allLetters): string {
  return Array.from({ length }, () => letters[Math.floor(random() * letters.length)]).join("");
}

const hexOf = (random: () => number, length: number) => lettersOf(random, length, hexLetters);

interface Parts {
  secret: string;
  expires: number;
  /** With `?expires=`. */
  token: string;
  url: string;
  random: () => number;
}

const wrapAt = (text: string, width: number, joint: string) =>
  (text.match(new RegExp(`.{1,${width}}`, "gs")) ?? []).join(joint);
const everyLetter = (text: string, of: (letter: string) => string) => [...text].map(of).join("");
const utf16 = (text: string) => everyLetter(text, (letter) => `${letter}\0`);

/** How leaks look where they are found. `false`: the expiry does not stand with it; `"cut"`: a part is missing. */
const shapes: Record<string, [(parts: Parts) => string, expiry?: false | "cut", repo?: "in URL"]> = {
  "a bare token": [({ token }) => token],
  "a bare secret": [({ secret }) => secret, false],
  "a sentence": [({ token }) => `Please use ${token}. It is for the build.`],
  "a bare secret in brackets": [({ secret }) => `the token (${secret}), thanks`, false],
  "emphasis in Markdown": [({ secret }) => `it is _${secret}_ or **${secret}**`, false],
  "code in Markdown": [({ token }) => `Run \`TOKEN=${token} make\` first`],
  "Markdown with escaped underscores": [({ token }) => token.replaceAll("_", "\\_").replace("?", "\\?")],
  "a .env file": [({ token }) => `NODE_ENV=production\nARTIFACTS_TOKEN=${token}\nPORT=3000\n`],
  "a .env file in quotes": [({ token }) => `export ARTIFACTS_TOKEN='${token}'\n`],
  "a .env file with Windows line ends": [({ token }) => `A=1\r\nTOKEN=${token}\r\nB=2\r\n`],
  JSON: [({ token }) => JSON.stringify({ id: 7, token, scope: "write" }, null, 2)],
  "JSON in one line": [({ token }) => JSON.stringify({ result: { token }, success: true })],
  "JSON in a JSON string": [({ token }) => JSON.stringify({ body: JSON.stringify({ token }) })],
  "JSON three deep": [({ token }) => JSON.stringify([JSON.stringify([JSON.stringify({ token })])])],
  "JSON with unicode escapes": [
    ({ token }) => `{"token":"${token.replace("?", "\\u003f").replace("=", "\\u003d")}"}`,
  ],
  "a script's hex escapes": [
    ({ token }) => `const t = "${token.replace("?", "\\x3f").replaceAll("_", "\\x5f")}";`,
  ],
  YAML: [({ token }) => `env:\n  - name: TOKEN\n    value: "${token}"\n`],
  "YAML, a list": [({ token }) => `tokens:\n- ${token}\n- other\n`],
  "YAML, folded": [({ token }) => `token: >-\n  ${wrapAt(token, 30, "\n  ")}\n`],
  "YAML, a quoted line continued": [({ token }) => `token: "${wrapAt(token, 32, "\\\n    ")}"\n`],
  TOML: [({ token }) => `[remote]\ntoken = "${token}"\n`],
  "an INI file": [({ token }) => `[artifacts]\ntoken=${token}\n; end\n`],
  XML: [({ token }) => `<server><password>${token}</password></server>`],
  "an XML attribute": [
    ({ token }) => `<remote token="${token.replace("?", "&#63;").replace("=", "&#x3d;")}"/>`,
  ],
  "HTML entities": [
    ({ token }) =>
      `<td>${token.replaceAll("_", "&lowbar;").replace("?", "&quest;").replace("=", "&equals;")}</td>`,
  ],
  "a URL with credentials": [
    ({ url, token }) => `git clone ${url.replace("://", `://x:${token}@`)}`,
    undefined,
    "in URL",
  ],
  "a URL with the secret alone": [
    ({ url, secret }) => `git clone ${url.replace("://", `://x:${secret}@`)} work`,
    false,
    "in URL",
  ],
  "a URL with the token as user": [
    ({ url, secret }) => `origin\t${url.replace("://", `://${secret}@`)} (fetch)`,
    false,
    "in URL",
  ],
  "a percent-encoded URL": [
    ({ url, token }) => url.replace("://", `://x:${encodeURIComponent(token)}@`),
    undefined,
    "in URL",
  ],
  "a URL percent-encoded as a whole": [
    ({ url, token }) =>
      `https://ci.example/run?remote=${encodeURIComponent(url.replace("://", `://x:${token}@`))}`,
    undefined,
    "in URL",
  ],
  "a URL percent-encoded twice": [
    ({ url, token }) =>
      `next=${encodeURIComponent(encodeURIComponent(url.replace("://", `://x:${token}@`)))}`,
    undefined,
    "in URL",
  ],
  "every letter percent-encoded": [
    ({ token }) => everyLetter(token, (letter) => `%${letter.charCodeAt(0).toString(16)}`),
  ],
  "a query": [({ token }) => `GET /hook?token=${encodeURIComponent(token)}&x=1 HTTP/1.1`],
  "a git config": [
    ({ url, token }) =>
      `[core]\n\tbare = false\n[remote "origin"]\n\turl = ${url.replace("://", `://x:${token}@`)}\n\tfetch = +refs/heads/*:refs/remotes/origin/*\n`,
    undefined,
    "in URL",
  ],
  "a git config's extra header": [
    ({ url, token }) => `[http "${url}"]\n\textraheader = Authorization: Bearer ${token}\n`,
  ],
  "a git config's Basic header": [
    ({ url, secret }) => `[http "${url}"]\n\textraheader = AUTHORIZATION: basic ${btoa(`x:${secret}`)}\n`,
    false,
  ],
  "a .git-credentials file": [
    ({ url, secret }) => `${url.replace("://", `://x:${secret}@`)}\n`,
    false,
    "in URL",
  ],
  "a .netrc": [({ secret }) => `machine artifacts.example login x password ${secret}\n`, false],
  "a .netrc over lines": [
    ({ secret }) => `machine artifacts.example\n  login x\n  password ${secret}\n`,
    false,
  ],
  "a Bearer header": [({ token }) => `Authorization: Bearer ${token}\r\nAccept: */*\r\n`],
  "a Basic header": [({ secret }) => `authorization: Basic ${btoa(`x:${secret}`)}`, false],
  "a Basic header with a longer user": [
    ({ secret }) => `Authorization: Basic ${btoa(`git:${secret}`)}`,
    false,
  ],
  "a Basic header with the whole token": [({ token }) => `Authorization: Basic ${btoa(`token:${token}`)}`],
  "a Basic header without a user": [({ secret }) => `Authorization: Basic ${btoa(`:${secret}`)}`, false],
  "a Basic header in a JSON log": [
    ({ secret }) =>
      JSON.stringify({ level: 30, req: { headers: { authorization: `Basic ${btoa(`bot:${secret}`)}` } } }),
    false,
  ],
  "curl with -u": [
    ({ url, secret }) => `curl -u x:${secret} ${url}/info/refs?service=git-upload-pack`,
    false,
  ],
  "curl with a header": [({ url, token }) => `curl -H "Authorization: Bearer ${token}" '${url}/info/refs'`],
  "a shell command over lines": [
    ({ url, token }) => `git \\\n  -c http.extraHeader="Authorization: Bearer ${token}" \\\n  clone ${url}`,
  ],
  "a process list": [
    ({ url, secret }) => `root  4121 0.0 git-remote-https origin ${url.replace("://", `://x:${secret}@`)}`,
    false,
    "in URL",
  ],
  "a git trace": [({ token }) => `17:02:11.1 http.c:715 => Send header: Authorization: Bearer ${token}`],
  "a proxy's log": [
    ({ url, token }) =>
      `10.0.0.1 - - [21/Nov/2026] "GET ${url.replace("://", `://x:${token}@`)}/info/refs HTTP/1.1" 200`,
    undefined,
    "in URL",
  ],
  "a stack trace": [
    ({ secret }) =>
      `Error: spawn git ENOENT\n    at clone (/app/a.js:3:1) { spawnargs: [ 'clone', 'x:${secret}' ] }`,
    false,
  ],
  "a shell history": [({ token }) => `: 1700000000:0;export T=${token}\n: 1700000009:0;ls\n`],
  "a Dockerfile": [({ token }) => `FROM node\nARG TOKEN=${token}\nRUN make\n`],
  "a workflow file": [({ token }) => `      - run: make\n        env: { TOKEN: ${token} }\n`],
  "a Terraform file": [({ token }) => `variable "token" {\n  default = "${token}"\n}\n`],
  "a Kubernetes secret": [({ token }) => `data:\n  token: ${btoa(token)}\n`],
  "a Kubernetes secret with a Basic header": [
    ({ secret }) => `data:\n  header: ${btoa(`Authorization: Basic ${btoa(`x:${secret}`)}`)}\n`,
    false,
  ],
  "a .env in base64, wrapped": [
    ({ token, random }) =>
      wrapAt(btoa(`A=${lettersOf(random, 40)}\nTOKEN=${token}\nB=${lettersOf(random, 60)}\n`), 76, "\n"),
  ],
  "URL-safe base64": [
    ({ token, random }) =>
      btoa(`${lettersOf(random, 3)}~~~???${token}`)
        .replaceAll("+", "-")
        .replaceAll("/", "_")
        .replace(/=+$/, ""),
  ],
  "ANSI colours around it": [({ token }) => `\x1b[32m✔\x1b[0m token: \x1b[1;33m${token}\x1b[0m`],
  "ANSI colours inside it": [
    ({ secret, expires }) => `\x1b[33m${secret}\x1b[0m\x1b[2m?expires=\x1b[36m${expires}\x1b[39m`,
  ],
  "grep's colours": [({ token }) => `.env:3:\x1b[01;31m\x1b[Kart_v\x1b[m\x1b[K${token.slice(5)}`],
  "a terminal's hyperlink": [({ url, secret }) => `\x1b]8;;${url}\x07repo\x1b]8;;\x07 ${secret}`, false],
  "a terminal's wrapped line": [({ token }) => `$ echo ${wrapAt(token, 37, "\n")}\n$ `],
  "a line wrapped by Windows": [({ token }) => wrapAt(token, 28, "\r\n")],
  "a mail's quote, wrapped": [({ token }) => `> the token is\n> ${wrapAt(token, 40, "\n> ")}\n> bye`],
  "quoted-printable": [
    ({ secret, expires }) => `token: ${secret.slice(0, 30)}=\n${secret.slice(30)}=3Fexpires=3D${expires}\n`,
  ],
  "a diff": [({ token }) => `@@ -1 +1,2 @@\n-old\n+TOKEN=${token}\n`],
  "a comment, wrapped": [({ token }) => `// use\n// ${wrapAt(token, 36, "\n// ")}\n`],
  "strings joined in code": [({ token }) => `const t = "${token.slice(0, 20)}" +\n  "${token.slice(20)}";`],
  "strings joined in one line": [({ token }) => `t = '${token.slice(0, 11)}' + '${token.slice(11)}'`],
  "strings joined in PHP": [({ token }) => `$t = "${token.slice(0, 9)}" . "${token.slice(9)}";`],
  "a Python literal over lines": [({ token }) => `T = ("${token.slice(0, 25)}"\n     "${token.slice(25)}")`],
  "a table of a terminal": [({ token }) => `│ name │ token │\n│ ci   │ ${token} │\n`],
  CSV: [({ token }) => `id,token,scope\r\n1,"${token}",write\r\n`],
  "tab-separated values": [({ token }) => `1\t${token}\twrite\n`],
  "zero-width characters": [
    ({ token }) => `${token.slice(0, 13)}\u200b${token.slice(13, 30)}\ufeff${token.slice(30)}`,
  ],
  "UTF-16 read as bytes": [({ token }) => utf16(`TOKEN=${token}\r\n`)],
  "a file name": [({ secret }) => `rm backup-${secret}.txt`, false],
  "a CSS class of a saved page": [({ token }) => `<span class="token">${token}</span>`],
  "a later version": [({ token }) => token],
  "cut by an ellipsis": [({ secret }) => `token ${secret.slice(0, 22)}… (write)`, "cut"],
  "cut by three dots": [({ secret }) => `Authorization: Bearer ${secret.slice(0, 18)}...`, "cut"],
  "cut in a URL": [
    ({ url, secret }) => url.replace("://", `://x:${secret.slice(0, 25)}...@`),
    "cut",
    "in URL",
  ],
  "cut by the end of a line": [({ secret }) => `TOKEN=${secret.slice(0, 30)}`, "cut"],
};

export function plantLeaks(seed: number): PlantedLeak[] {
  const random = randomFrom(seed);
  return Object.entries(shapes).flatMap(([name, [make, expiry, repoIn]]) =>
    ["art_v1_", "art_v2_x_", "art_v1_"].map((prefix, index) => {
      const secret =
        name === "a later version"
          ? `art_v${3 + index}_${lettersOf(random, 43)}`
          : prefix + hexOf(random, 40);
      const expires = 1_700_000_000 + Math.floor(random() * 900_000_000);
      const repo = `agent-${hexOf(random, 6)}.x_y`;
      const url = `https://${index === 1 ? "127.0.0.1:8787" : "acme.artifacts.example"}/git/default/${repo}.git`;
      const isCut = expiry === "cut";
      return {
        name: `${name} (${prefix}, ${index + 1})`,
        text: make({ secret, expires, token: `${secret}?expires=${expires}`, url, random }),
        secret,
        expiresAt: expiry === undefined ? expires : null,
        repo: repoIn === undefined ? null : repo,
        isCut,
      };
    }),
  );
}

const lookAlikes: Array<(random: () => number) => string> = [
  (random) => hexOf(random, 40),
  (random) => hexOf(random, 64),
  (random) => `sha256:${hexOf(random, 64)}`,
  (random) =>
    `${hexOf(random, 8)}-${hexOf(random, 4)}-4${hexOf(random, 3)}-a${hexOf(random, 3)}-${hexOf(random, 12)}`,
  (random) => `ghp_${lettersOf(random, 36)}`,
  (random) => `github_pat_${lettersOf(random, 22)}_${lettersOf(random, 59)}`,
  (random) => `glpat-${lettersOf(random, 20)}`,
  (random) => `AKIA${lettersOf(random, 16, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")}`,
  (random) => `sk_live_${lettersOf(random, 24)}`,
  (random) => `xoxb-${lettersOf(random, 11, "0123456789")}-${lettersOf(random, 24)}`,
  (random) => `npm_${lettersOf(random, 36)}`,
  (random) => `AIza${lettersOf(random, 35)}`,
  (random) => `eyJhbGciOiJIUzI1NiJ9.${btoa(lettersOf(random, 60))}.${lettersOf(random, 43)}`,
  (random) =>
    `-----BEGIN PRIVATE KEY-----\n${btoa(lettersOf(random, 48))}\n${btoa(lettersOf(random, 48))}\n-----END PRIVATE KEY-----`,
  (random) => `Authorization: Basic ${btoa(`user:${lettersOf(random, 24)}`)}`,
  (random) => `start_v1_${hexOf(random, 40)}`,
  (random) => `cart_v2_x_${hexOf(random, 40)}?expires=1800000000`,
  (random) => `my_art_v1_${hexOf(random, 40)}`,
  (random) => `art_v1_${hexOf(random, 41)}`,
  (random) => `art_v1_${hexOf(random, 40)}_${lettersOf(random, 5)}`,
  (random) => `art_v1_${hexOf(random, 64)}`,
  (random) => `art_v_${hexOf(random, 40)}`,
  (random) => `art_vx_${hexOf(random, 40)}`,
  (random) => `art-v1-${hexOf(random, 40)}`,
  (random) => `art_v1_readme_${lettersOf(random, 6)}.md`,
  (random) => `ART_V1_${hexOf(random, 40).toUpperCase()}`,
  (random) => `art_v3_final_version_of_${lettersOf(random, 12)}`,
  (random) => `https://acme.artifacts.example/git/default/${lettersOf(random, 8)}.git?expires=1800000000`,
  (random) => `git+ssh://git@github.com/acme/${lettersOf(random, 10)}.git#${hexOf(random, 40)}`,
  (random) => `integrity sha512-${btoa(lettersOf(random, 64))}`,
  (random) => `cfut_${lettersOf(random, 40)}`,
  (random) => btoa(lettersOf(random, 120)),
];

export function makeLookAlikes(seed: number, count: number): string[] {
  const random = randomFrom(seed);
  return Array.from({ length: count }, (_, index) => lookAlikes[index % lookAlikes.length]?.(random) ?? "");
}
