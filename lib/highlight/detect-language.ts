import "server-only";
import { languageId } from "./languages";

/** Whole file names, in lower case. */
const byName: Record<string, string> = {
  dockerfile: "docker",
  containerfile: "docker",
  makefile: "make",
  gnumakefile: "make",
  "makefile.am": "make",
  "makefile.in": "make",
  justfile: "just",
  ".justfile": "just",
  "cmakelists.txt": "cmake",
  "package-lock.json": "json",
  "npm-shrinkwrap.json": "json",
  "composer.lock": "json",
  "flake.lock": "json",
  "deno.lock": "json",
  "pipfile.lock": "json",
  "bun.lock": "jsonc",
  "tsconfig.json": "jsonc",
  "jsconfig.json": "jsonc",
  "devcontainer.json": "jsonc",
  ".eslintrc": "jsonc",
  ".eslintrc.json": "jsonc",
  ".babelrc": "jsonc",
  ".swcrc": "jsonc",
  ".jshintrc": "jsonc",
  ".prettierrc": "yaml",
  ".stylelintrc": "yaml",
  ".clang-format": "yaml",
  ".clang-tidy": "yaml",
  ".clangd": "yaml",
  ".yamllint": "yaml",
  "yarn.lock": "yaml",
  "pubspec.lock": "yaml",
  "podfile.lock": "yaml",
  "cargo.lock": "toml",
  "poetry.lock": "toml",
  "uv.lock": "toml",
  "pdm.lock": "toml",
  pipfile: "toml",
  gemfile: "ruby",
  rakefile: "ruby",
  guardfile: "ruby",
  podfile: "ruby",
  fastfile: "ruby",
  appfile: "ruby",
  brewfile: "ruby",
  vagrantfile: "ruby",
  berksfile: "ruby",
  capfile: "ruby",
  dangerfile: "ruby",
  "config.ru": "ruby",
  ".irbrc": "ruby",
  ".pryrc": "ruby",
  jenkinsfile: "groovy",
  sconstruct: "python",
  sconscript: "python",
  wscript: "python",
  snakefile: "python",
  build: "python",
  "build.bazel": "python",
  workspace: "python",
  "workspace.bazel": "python",
  "module.bazel": "python",
  tiltfile: "python",
  ".pythonrc": "python",
  ".bashrc": "shellscript",
  ".bash_profile": "shellscript",
  ".bash_aliases": "shellscript",
  ".bash_logout": "shellscript",
  ".profile": "shellscript",
  ".zshrc": "shellscript",
  ".zshenv": "shellscript",
  ".zprofile": "shellscript",
  ".envrc": "shellscript",
  pkgbuild: "shellscript",
  apkbuild: "shellscript",
  gradlew: "shellscript",
  mvnw: "shellscript",
  configure: "shellscript",
  ".vimrc": "viml",
  _vimrc: "viml",
  ".emacs": "emacs-lisp",
  ".env": "dotenv",
  ".editorconfig": "ini",
  ".gitconfig": "ini",
  ".gitmodules": "ini",
  ".npmrc": "ini",
  ".pylintrc": "ini",
  ".flake8": "ini",
  ".coveragerc": "ini",
  ".hgrc": "ini",
  "setup.cfg": "ini",
  ".htaccess": "apache",
  "nginx.conf": "nginx",
  codeowners: "codeowners",
  ssh_config: "ssh-config",
  sshd_config: "ssh-config",
  commit_editmsg: "git-commit",
  "git-rebase-todo": "git-rebase",
  "go.mod": "text",
  "go.sum": "text",
  "go.work": "text",
  "gemfile.lock": "text",
  "mix.lock": "elixir",
  "rebar.lock": "erlang",
  "rebar.config": "erlang",
  "build.gradle": "groovy",
  procfile: "yaml",
  caddyfile: "text",
  kconfig: "text",
  "meson.build": "python",
  "cmakecache.txt": "cmake",
  "requirements.txt": "text",
  "robots.txt": "text",
  license: "text",
  licence: "text",
  copying: "text",
  notice: "text",
  authors: "text",
  readme: "text",
  changelog: "text",
  version: "text",
  ".gitignore": "text",
  ".gitattributes": "text",
  ".gitkeep": "text",
  ".dockerignore": "text",
  ".npmignore": "text",
  ".prettierignore": "text",
  ".eslintignore": "text",
  ".hgignore": "text",
  ".mailmap": "text",
  ".nvmrc": "text",
  ".node-version": "text",
  ".python-version": "text",
  ".ruby-version": "text",
  ".tool-versions": "text",
};

/** Endings that no id or alias of Shiki's spells, or that it spells for another language. Longest ending first wins. */
const byEnding: Record<string, string> = {
  "d.ts": "typescript",
  "blade.php": "blade",
  "html.erb": "erb",
  "html.heex": "elixir",
  "component.html": "angular-html",
  "code-workspace": "jsonc",
  "sublime-project": "jsonc",
  "antlers.html": "html",
  adb: "ada",
  ads: "ada",
  as: "actionscript-3",
  asc: "asciidoc",
  asd: "common-lisp",
  ash: "shellscript",
  asax: "razor",
  ascx: "html",
  aspx: "html",
  avdl: "text",
  avsc: "json",
  axaml: "xml",
  bash: "shellscript",
  bats: "shellscript",
  bazel: "python",
  bib: "bibtex",
  bzl: "python",
  bst: "text",
  cbl: "cobol",
  cc: "cpp",
  cfg: "ini",
  cgi: "perl",
  cjs: "javascript",
  cl: "common-lisp",
  cljc: "clojure",
  cljs: "clojure",
  cls: "apex",
  cob: "cobol",
  command: "shellscript",
  conf: "ini",
  cppm: "cpp",
  cr: "crystal",
  cshtml: "razor",
  csproj: "xml",
  csx: "csharp",
  cts: "typescript",
  cu: "cpp",
  cuh: "cpp",
  cxx: "cpp",
  desktop: "desktop",
  dfm: "pascal",
  dpr: "pascal",
  dtd: "xml",
  ebuild: "shellscript",
  edn: "clojure",
  eex: "elixir",
  el: "emacs-lisp",
  env: "dotenv",
  eps: "text",
  ex: "elixir",
  exs: "elixir",
  f: "fortran-fixed-form",
  f95: "fortran-free-form",
  fnl: "fennel",
  frag: "glsl",
  fsi: "fsharp",
  fsproj: "xml",
  fsx: "fsharp",
  gemspec: "ruby",
  geojson: "json",
  geom: "glsl",
  gltf: "json",
  gp: "gnuplot",
  gpi: "gnuplot",
  gradle: "groovy",
  gvy: "groovy",
  har: "json",
  heex: "elixir",
  hh: "cpp",
  hpp: "cpp",
  hrl: "erlang",
  htm: "html",
  hxx: "cpp",
  idr: "haskell",
  iml: "xml",
  inc: "php",
  inl: "cpp",
  ino: "cpp",
  ipp: "cpp",
  ipynb: "json",
  ixx: "cpp",
  j2: "jinja",
  jav: "java",
  jinja2: "jinja",
  jsm: "javascript",
  jspx: "xml",
  jsp: "html",
  ksh: "shellscript",
  ldif: "text",
  lhs: "haskell",
  libsonnet: "jsonnet",
  lidr: "haskell",
  log: "log",
  lpr: "pascal",
  lsp: "common-lisp",
  m: "objective-c",
  mak: "make",
  map: "json",
  markdown: "markdown",
  mkd: "markdown",
  mdown: "markdown",
  mdwn: "markdown",
  ml: "ocaml",
  mli: "ocaml",
  mll: "ocaml",
  mly: "ocaml",
  mk: "make",
  mm: "objective-cpp",
  mts: "typescript",
  mustache: "handlebars",
  nasm: "asm",
  ndjson: "jsonl",
  nimble: "nim",
  nims: "nim",
  nqp: "raku",
  nsh: "nsis",
  nsi: "nsis",
  nuspec: "xml",
  opml: "xml",
  pas: "pascal",
  patch: "diff",
  pcss: "postcss",
  phps: "php",
  php3: "php",
  php5: "php",
  phtml: "php",
  pl: "perl",
  plist: "xml",
  pm: "perl",
  pod: "perl",
  pp: "puppet",
  pro: "prolog",
  props: "xml",
  ps: "text",
  psd1: "powershell",
  psgi: "perl",
  psm1: "powershell",
  pxd: "python",
  pxi: "python",
  py3: "python",
  pyi: "python",
  pyw: "python",
  pyx: "python",
  rake: "ruby",
  rb: "ruby",
  resx: "xml",
  rkt: "racket",
  rmd: "markdown",
  rss: "xml",
  s: "asm",
  sbt: "scala",
  sc: "scala",
  scm: "scheme",
  sln: "text",
  smali: "text",
  snap: "javascript",
  sol: "solidity",
  srt: "text",
  ss: "scheme",
  star: "python",
  sty: "latex",
  storyboard: "xml",
  sv: "system-verilog",
  svg: "xml",
  svh: "system-verilog",
  t: "perl",
  targets: "xml",
  tex: "latex",
  text: "text",
  thor: "ruby",
  tmlanguage: "xml",
  toc: "latex",
  topojson: "json",
  tpl: "html",
  tpp: "cpp",
  txt: "text",
  ui: "xml",
  v: "verilog",
  vbproj: "xml",
  vbs: "vb",
  vcxproj: "xml",
  vert: "glsl",
  vh: "verilog",
  vhd: "vhdl",
  vimrc: "viml",
  vsct: "xml",
  wat: "wasm",
  wast: "wasm",
  webmanifest: "json",
  wsdl: "xml",
  wsf: "xml",
  xaml: "xml",
  xcworkspacedata: "xml",
  xht: "html",
  xhtml: "html",
  xib: "xml",
  xlf: "xml",
  xliff: "xml",
  xqy: "text",
  xsd: "xml",
  xslt: "xsl",
  zsh: "shellscript",
};

/** Interpreters named after `#!`, without version digits. */
const byInterpreter: Record<string, string> = {
  ash: "shellscript",
  bash: "shellscript",
  dash: "shellscript",
  ksh: "shellscript",
  sh: "shellscript",
  zsh: "shellscript",
  bats: "shellscript",
  fish: "fish",
  nu: "nushell",
  python: "python",
  pypy: "python",
  ruby: "ruby",
  jruby: "ruby",
  perl: "perl",
  raku: "raku",
  php: "php",
  node: "javascript",
  nodejs: "javascript",
  bun: "typescript",
  deno: "typescript",
  tsx: "typescript",
  "ts-node": "typescript",
  lua: "lua",
  luajit: "lua",
  tclsh: "tcl",
  wish: "tcl",
  rscript: "r",
  awk: "awk",
  gawk: "awk",
  mawk: "awk",
  sed: "text",
  make: "make",
  elixir: "elixir",
  escript: "erlang",
  runhaskell: "haskell",
  stack: "haskell",
  groovy: "groovy",
  scala: "scala",
  swift: "swift",
  julia: "julia",
  crystal: "crystal",
  dart: "dart",
  osascript: "applescript",
  pwsh: "powershell",
  guile: "scheme",
  racket: "racket",
  sbcl: "common-lisp",
  emacs: "emacs-lisp",
  just: "just",
  gnuplot: "gnuplot",
  ocaml: "ocaml",
  kotlin: "kotlin",
};

/** Mode names of Vim and Emacs that differ from ours. */
const byMode: Record<string, string> = {
  "c++": "cpp",
  "emacs-lisp": "emacs-lisp",
  js2: "javascript",
  "shell-script": "shellscript",
  cs: "csharp",
  sh: "shellscript",
  conf: "ini",
  dosini: "ini",
  gitconfig: "ini",
  help: "text",
  fundamental: "text",
  jproperties: "ini",
  typescriptreact: "tsx",
  javascriptreact: "jsx",
  objc: "objective-c",
  objcpp: "objective-cpp",
};

const own = (table: Record<string, string>, key: string) =>
  Object.hasOwn(table, key) ? table[key] : undefined;

/**
 * The language of a file by its modeline, name, ending and `#!`, in that order of trust; a few endings that several languages share
 * are settled by `firstLines` (any number of leading lines, may be empty). Vim and Emacs look for modelines at the end of a file,
 * too: `lastLines`. Null when none of these decides.
 */
export function detectLanguage({
  path,
  firstLines,
  lastLines = "",
}: {
  path: string;
  firstLines: string;
  lastLines?: string;
}): string | null {
  const head = firstLines.slice(0, 4096);
  const name = path.slice(path.lastIndexOf("/") + 1).toLowerCase();
  return (
    fromModeline(head) ??
    fromLastLines(lastLines) ??
    fromName(name, head) ??
    fromShebang(head) ??
    fromContent(head)
  );
}

function fromModeline(head: string): string | null {
  const top = head.split("\n", 5).map((line) => line.slice(0, 300));
  for (const [index, line] of top.entries()) {
    const emacs =
      index < 2 ? /-\*-\s*(?:.{0,100}?\bmode:\s*)?([\w+-]{1,40})\s*(?:;.{0,200})?-\*-/i.exec(line) : null;
    const language = ofMode((emacs ?? vimModeline.exec(line))?.[1]);
    if (language) return language;
  }
  return null;
}

const vimModeline = /(?:^|\s)(?:vim?|ex):\s*(?:set?\s)?.{0,200}?\b(?:ft|filetype|syntax)=([\w+-]{1,40})/;

function ofMode(name: string | undefined): string | null {
  const mode = name?.toLowerCase();
  return mode ? (own(byMode, mode) ?? languageId(mode)) : null;
}

/** Vim's last five lines, and the block of variables that Emacs reads at the end. */
function fromLastLines(tail: string): string | null {
  const text = tail.slice(-3000);
  for (const line of text.trimEnd().split("\n").slice(-5)) {
    const language = ofMode(vimModeline.exec(line.slice(0, 300))?.[1]);
    if (language) return language;
  }
  const block = text.slice(Math.max(0, text.lastIndexOf("Local Variables:")));
  return block.startsWith("Local Variables:")
    ? ofMode(/^.{0,20}?\bmode:\s*([\w+-]{1,40})/m.exec(block)?.[1])
    : null;
}

function fromName(name: string, head: string): string | null {
  const whole = own(byName, name);
  if (whole) return whole;
  if (/^(dockerfile|containerfile)[.-]|\.dockerfile$/.test(name)) return "docker";
  if (/^makefile[.-]/.test(name)) return "make";
  if (/^\.env\./.test(name)) return "dotenv";
  if (/^\.[\w-]*ignore$/.test(name)) return "text";
  if (
    /^(license|licence|copying|readme|changelog|notice)[.-][^.]*$/.test(name) &&
    !/\.\w{1,10}$/.test(name)
  ) {
    return "text";
  }

  const parts = name.split(".").slice(1);
  // Two-part endings first: `x.blade.php` is Blade, not PHP.
  const endings = [parts.slice(-2).join("."), parts.at(-1) ?? ""].filter((ending) => ending !== "");
  for (const ending of endings) {
    const shared = fromSharedEnding(ending, head);
    const language = shared ?? own(byEnding, ending) ?? languageId(ending);
    if (language && (language === "text" || languageId(language))) return language;
  }
  return null;
}

/** Endings that several languages claim. */
function fromSharedEnding(ending: string, head: string): string | null {
  switch (ending) {
    case "h":
      return /^[ \t]*(class|namespace|template|public:|private:|using)\b|\bstd::/m.test(head)
        ? "cpp"
        : /^[ \t]*@(interface|protocol|class|import)\b|^#import\b/m.test(head)
          ? "objective-c"
          : "c";
    case "m":
      return /^[ \t]*(function\b|%)/m.test(head) && !/^[ \t]*[@#]/m.test(head) ? "matlab" : "objective-c";
    case "pl":
      return /^[ \t]*:-|^\w+\(.*\)\s*:-/m.test(head) ? "prolog" : "perl";
    case "v":
      return /^[ \t]*(Require|Theorem|Lemma|Definition|Inductive)\b/m.test(head)
        ? "coq"
        : /^[ \t]*(fn|import|pub|struct)\b/m.test(head)
          ? "v"
          : "verilog";
    case "ts":
      return /^[ \t]*<\?xml|<!DOCTYPE TS/.test(head) ? "xml" : "typescript";
    case "cls":
      return /\\(documentclass|ProvidesClass|NeedsTeXFormat)/.test(head) ? "latex" : "apex";
    case "t":
      return /^#!.*\b(ba)?sh\b/.test(head) ? "shellscript" : "perl";
    case "inc":
      return /<\?(php|=)/.test(head) ? "php" : "text";
    case "r":
      return /^[ \t]*rebol\b/i.test(head) ? "text" : "r";
    default:
      return null;
  }
}

function fromShebang(head: string): string | null {
  const line = /^#!\s*(.{1,200})/.exec(head)?.[1];
  if (!line) return null;
  const words = line.trim().split(/\s+/);
  let program = words.shift() ?? "";
  if (/(^|\/)env$/.test(program)) {
    program = words.find((word) => !word.startsWith("-") && !word.includes("=")) ?? "";
  }
  const bare = program
    .slice(program.lastIndexOf("/") + 1)
    .toLowerCase()
    .replace(/[\d.]+$/, "");
  return own(byInterpreter, bare) ?? languageId(bare);
}

function fromContent(head: string): string | null {
  if (/^\s*<\?xml\b/.test(head)) return "xml";
  if (/^\s*<!doctype html\b|^\s*<html[\s>]/i.test(head)) return "html";
  if (/^<\?php\b/.test(head)) return "php";
  if (/^diff --git /.test(head)) return "diff";
  return null;
}
