import "server-only";

type Rule = readonly [says: RegExp, language: string];

const xml: Rule = [/^\s*<(\?xml|!doctype|map)\b/i, "xml"];
const raku: Rule = [/^[ \t]*(use v6\b|unit (module|class|role|grammar)\b)/m, "raku"];
const hack: Rule = [/^(#!.{0,200}\n)?<\?hh\b/, "hack"];
const plsql: Rule = [/\bcreate\s+(or\s+replace\s+)?package\b|\b(varchar2|dbms_output)\b/i, "plsql"];
const vb: Rule = [/^(version \d|attribute vb_)/im, "vb"];
const systemd: Rule = [
  /^\[(unit|install|match|link|network|path|automount|mount|service|timer)\]/im,
  "systemd",
];
const glsl: Rule = [/^[ \t]*(#version\b|precision \w+ float|uniform \w|varying \w|layout ?\()/m, "glsl"];
/** Registers tell the machine. */
const machines: Rule[] = [
  [/\$(zero|ra|sp|[astv]\d)\b/, "mipsasm"],
  [/^[ \t]*([a-z.]+[ \t]+(zero|ra|sp|[ast]\d),|ecall\b|auipc\b)/m, "riscv"],
];

/** What the beginning of a file says, for endings that several languages claim and whose usual one it may not be. First match wins. */
export const sharedEndings: Readonly<Record<string, readonly Rule[]>> = {
  ahk: [[/^[ \t]*#requires[ \t]+autohotkey[ \t]+>?=?v?2/im, "ahk2"]],
  asc: [[/^-----BEGIN /, "text"]],
  asm: machines,
  cl: [[/\b__(kernel|global)\b|^kernel void\b/m, "c"]],
  cls: [[/\\(documentclass|ProvidesClass|NeedsTeXFormat)/, "latex"], vb],
  "component.ts": [
    [/@angular\//, "angular-ts"],
    [/\S/, "typescript"],
  ],
  conf: [
    [/^[ \t]*(server|http|events|stream|upstream [\w.-]+|location .{1,200}?) ?\{/m, "nginx"],
    [/^[ \t]*<(virtualhost|directory|ifmodule|location|proxy)\b/im, "apache"],
  ],
  cql: [[/^[ \t]*(optional )?(match|merge|create) ?\(/im, "cypher"]],
  cs: [[/^![\w ]+ methodsFor: /m, "smalltalk"]],
  csl: [xml],
  d: [[/^[^\s:]+\.o:/, "make"]],
  ddl: [plsql],
  device: [systemd],
  es: [[/^#!.*\bescript\b/, "erlang"]],
  fs: [glsl],
  ftl: [[/^\s*<[#@!a-z]|<#(if|list|assign|macro)\b/i, "html"]],
  gs: [glsl, [/^(\[indent=\d+\]|uses[ \t]*$)/m, "genie"]],
  h: [
    [/^[ \t]*(class|namespace|template|public:|private:|using)\b|\bstd::/m, "cpp"],
    [/^[ \t]*@(interface|protocol|class|import)\b|^#import\b/m, "objective-c"],
  ],
  hh: [hack],
  inc: [
    [/<\?(php|=)/, "php"],
    [/^[ \t]*#[ \t]*(include|define|ifn?def|pragma)\b/m, "cpp"],
    [/^[ \t]*%(define|macro|include)\b/m, "asm"],
  ],
  link: [systemd],
  m: [
    [/^\s*\(\*/, "wolfram"],
    [/^[ \t]*[@#]/m, "objective-c"],
    [/^[ \t]*(function\b|%)/m, "matlab"],
  ],
  mm: [xml],
  mod: [xml],
  mojo: [xml],
  path: [systemd],
  php: [hack],
  pl: [[/^[ \t]*:-|^\w+\(.*\)\s*:-/m, "prolog"], raku],
  plt: [[/^[ \t]*:-/m, "prolog"]],
  pm: [[/^\/\* XPM \*\//, "c"], raku],
  pod: [[/^=begin pod\b/m, "raku"], raku],
  pp: [[/^[ \t]*(unit|program)\s+[\w.]+\s*;/im, "pascal"]],
  prc: [plsql],
  pro: [
    [
      /^[ \t]*((headers|sources|qt|target|config|template)\s*\+?=|-keep\b|(pro|function)\s+\w+\s*,)/im,
      "text",
    ],
  ],
  r: [[/^[ \t]*rebol\b/i, "text"]],
  rest: [[/^(get|head|post|put|patch|delete) \S/im, "http"]],
  rs: [[/^#pragma (version|rs)\b/m, "c"]],
  s: machines,
  sch: [xml],
  scope: [systemd],
  service: [[/^\[d-bus service\]/im, "desktop"]],
  sls: [[/^\s*[(;]/, "scheme"]],
  sql: [plsql],
  t: [[/^#!.*\b(ba)?sh\b/, "shellscript"], raku],
  target: [systemd],
  toc: [[/^## ?\w/m, "text"]],
  trigger: [[/^#!/, "shellscript"]],
  ts: [xml],
  tsx: [xml],
  typ: [xml],
  v: [
    [/^[ \t]*(Require|Theorem|Lemma|Definition|Inductive)\b/m, "coq"],
    [/^[ \t]*(fn|import|pub|struct)\b/m, "v"],
  ],
  vhost: [[/^[ \t]*(server|upstream|location)\b.{0,200}\{/m, "nginx"]],
  workflow: [xml],
};
