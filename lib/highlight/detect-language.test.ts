import { bundledLanguagesInfo } from "shiki/langs";
import { expect, test } from "vitest";
import { detectLanguage } from "./detect-language";
import { fileTypes } from "./file-types";
import { languageId, languageTitle } from "./languages";
import { sharedEndings } from "./shared-endings";

const ofPath = (path: string, firstLines = "") => detectLanguage({ path, firstLines });

test("every language and alias of Shiki is known by its name", () => {
  for (const { id, aliases } of bundledLanguagesInfo) {
    expect(languageId(id)).toBe(id);
    for (const alias of aliases ?? []) expect(languageId(alias.toUpperCase())).not.toBeNull();
  }
  expect(bundledLanguagesInfo.length).toBeGreaterThan(200);
});

test.each([
  ["src/app.tsx", "tsx"],
  ["src/app.ts", "typescript"],
  ["lib/x.d.ts", "typescript"],
  ["a.mjs", "javascript"],
  ["a.cjs", "javascript"],
  ["Dockerfile", "docker"],
  ["Dockerfile.dev", "docker"],
  ["deploy/api.dockerfile", "docker"],
  ["Makefile", "make"],
  ["rules.mk", "make"],
  [".gitignore", "text"],
  [".eslintignore", "text"],
  ["package-lock.json", "json"],
  ["tsconfig.json", "jsonc"],
  ["Cargo.lock", "toml"],
  ["CMakeLists.txt", "cmake"],
  ["notes.txt", "text"],
  ["LICENSE", "text"],
  ["LICENSE-MIT", "text"],
  ["README.md", "markdown"],
  ["main.rs", "rust"],
  ["main.go", "go"],
  ["main.py", "python"],
  ["Main.java", "java"],
  ["main.cc", "cpp"],
  ["main.hpp", "cpp"],
  ["x.rb", "ruby"],
  ["Gemfile", "ruby"],
  ["x.yml", "yaml"],
  ["view.blade.php", "blade"],
  ["icon.svg", "xml"],
  ["a.patch", "diff"],
  ["a.sh", "shellscript"],
  [".env.local", "dotenv"],
  ["Jenkinsfile", "groovy"],
  ["UPPER.JS", "javascript"],
])("%s is %s", (path, language) => {
  expect(ofPath(path)).toBe(language);
});

test("a header is C, C++ or Objective-C by what it says", () => {
  expect(ofPath("a.h", "#include <stdio.h>\nint f(void);\n")).toBe("c");
  expect(ofPath("a.h", "#pragma once\nnamespace a {\nclass B;\n}\n")).toBe("cpp");
  expect(ofPath("a.h", "#import <Foundation/Foundation.h>\n@interface A\n")).toBe("objective-c");
});

test("a script without an ending is known by its first line", () => {
  expect(ofPath("bin/run", "#!/usr/bin/env -S node --no-warnings\n")).toBe("javascript");
  expect(ofPath("bin/run", "#!/bin/bash -e\n")).toBe("shellscript");
  expect(ofPath("bin/run", "#! /usr/bin/python3.11\n")).toBe("python");
  expect(ofPath("bin/run", "#!/usr/bin/env LANG=C perl\n")).toBe("perl");
});

test("a modeline wins over the ending", () => {
  expect(ofPath("x.inc", "# vim: set ft=sh :\n")).toBe("shellscript");
  expect(ofPath("x.txt", "/* -*- mode: C++; tab-width: 2 -*- */\n")).toBe("cpp");
  expect(ofPath("x", "# -*- ruby -*-\n")).toBe("ruby");
  expect(ofPath("x.py", "# -*- coding: utf-8 -*-\n")).toBe("python");
});

test("what nothing tells is null, names of Object's own among them", () => {
  expect(ofPath("blob")).toBeNull();
  expect(ofPath("a.unheardof")).toBeNull();
  expect(ofPath("constructor")).toBeNull();
  expect(ofPath("a.__proto__")).toBeNull();
  expect(ofPath("run", "#!/opt/toString\n")).toBeNull();
});

test("whatever is detected is a language that can be highlighted", () => {
  const endings = [
    "idr",
    "wat",
    "gp",
    "pp",
    "cl",
    "toc",
    "log",
    "vh",
    "adb",
    "scm",
    "sv",
    "nims",
    "f95",
    "hh",
  ];
  for (const ending of endings) {
    const language = ofPath(`a.${ending}`);
    expect(language && languageId(language), ending).toBe(language);
  }
});

test("of hostile first lines no more than a bounded start is read", () => {
  for (const path of ["a.h", "a.m", "a.pl", "a.v", "a", "a.cls"]) {
    for (const unit of ["\n", " ", "\t\n", "-*-", "vim: ", "mode:", "a(", "#!"]) {
      expect(ofPath(path, unit.repeat(100_000)), `${path} of ${unit}`).toBe(ofPath(path, unit.repeat(5_000)));
    }
  }
});

test("a modeline counts at the start of one of the first lines only, and that start is bounded", () => {
  const modeline = "# vim: set ft=ruby:";
  expect(ofPath("x", `\n\n${modeline}`)).toBe("ruby");
  expect(ofPath("x", `${"\n".repeat(5)}${modeline}`)).toBeNull();
  expect(ofPath("x", `${" ".repeat(200)}${modeline}`)).toBe("ruby");
  expect(ofPath("x", `${" ".repeat(300)}${modeline}`)).toBeNull();
});

test("a language has a title for people", () => {
  expect(languageTitle("typescript")).toBe("TypeScript");
  expect(languageTitle("text")).toBe("Plain text");
});

test("looks for modelines at the end, too, where Vim and Emacs allow them", () => {
  const detect = (lastLines: string) => detectLanguage({ path: "x", firstLines: "a\n", lastLines });
  expect(detect("b\n# vim: set ft=ruby:\n")).toBe("ruby");
  expect(detect(`# vim: set ft=ruby:\n${"b\n".repeat(10)}`)).toBeNull();
  expect(detect("# Local Variables:\n# mode: python\n# End:\n")).toBe("python");
  expect(detect("mode: python\n")).toBeNull();
});

/** Grammars that others use for a part of a file: no file is in them as a whole. */
const partsOnly = ["html-derivative", "nextflow-groovy", "ts-tags", "vue-html"];
const byContentOnly: Record<string, [path: string, firstLines: string]> = {
  genie: ["a.gs", "[indent=4]\nuses\n    Gtk\n"],
};

test.each(bundledLanguagesInfo.map(({ id }) => id))(
  "%s has files of its own, or is only a part of others",
  (id) => {
    const { endings = "", names = "" } = fileTypes[id] ?? {};
    const paths = [...names.split(" "), ...endings.split(" ").map((ending) => `a/x.${ending}`)];
    const found =
      paths.some((path) => ofPath(path) === id) || (byContentOnly[id] && ofPath(...byContentOnly[id]) === id);
    expect(found ?? false).toBe(!partsOnly.includes(id));
  },
);

test("each ending and name in the table leads to its language, and stands there once", () => {
  const seen = new Set<string>();
  for (const [id, { endings, names }] of Object.entries(fileTypes)) {
    expect(languageId(id)).toBe(id);
    const paths = [
      ...(names?.split(" ") ?? []),
      ...(endings?.split(" ").map((ending) => `x.${ending}`) ?? []),
    ];
    for (const path of paths) {
      expect([path, ofPath(path), seen.has(path)]).toEqual([path, id, false]);
      seen.add(path);
    }
  }
  for (const rules of Object.values(sharedEndings))
    for (const [, id] of rules) expect(languageId(id)).toBe(id);
});

test.each([
  ["main.tf", "", "terraform"],
  ["lib.rs", "fn main() {}", "rust"],
  ["Query.kql", "", "kusto"],
  ["index.htm", "", "html"],
  ["page.heex", "", "html"],
  ["kernel.cu", "", "cpp"],
  ["shader.metal", "", "cpp"],
  ["app.service", "", "systemd"],
  ["org.x.service", "[D-BUS Service]\n", "desktop"],
  ["net.link", "[Match]\n", "systemd"],
  ["net.link", "x", null],
  ["site.conf", "server {\n  listen 80;\n}", "nginx"],
  ["site.conf", "<VirtualHost *:80>\n", "apache"],
  ["my.conf", "a = b\n", "ini"],
  ["a.fs", "module A\nlet x = 1\n", "fsharp"],
  ["a.fs", "#version 330 core\nvoid main() {}\n", "glsl"],
  ["a.d", "module a;\n", "d"],
  ["a.d", "a.o: a.c a.h\n", "make"],
  ["a.m", "function y = f(x)\n% doc\n", "matlab"],
  ["a.m", "#import <A/A.h>\n% x\n", "objective-c"],
  ["a.m", "(* ::Package:: *)\n", "wolfram"],
  ["a.pl", "#!/usr/bin/perl\nuse strict;\n", "perl"],
  ["a.pl", ":- use_module(library(lists)).\n", "prolog"],
  ["a.pm", "unit module A;\n", "raku"],
  ["a.v", "module a(input b);\nendmodule\n", "verilog"],
  ["a.v", "Theorem a : True.\n", "coq"],
  ["a.v", "fn main() {\n", "v"],
  ["v.mod", "", "v"],
  ["a.cls", "public class A {}", "apex"],
  ["a.cls", "\\NeedsTeXFormat{LaTeX2e}", "latex"],
  ["a.cls", "VERSION 1.0 CLASS\n", "vb"],
  ["a.sql", "select 1;\n", "sql"],
  ["a.sql", "CREATE OR REPLACE PACKAGE BODY x AS\n", "plsql"],
  ["a.r", "x <- 1\n", "r"],
  ["a.ts", "export {};\n", "typescript"],
  ["a.ts", '<?xml version="1.0"?>\n<!DOCTYPE TS>\n', "xml"],
  ["app.component.ts", 'import { Component } from "@angular/core";\n', "angular-ts"],
  ["app.component.ts", 'import { html } from "lit";\n', "typescript"],
  ["a.ahk", "#Requires AutoHotkey v2.0\n", "ahk2"],
  ["a.ahk", "", "ahk"],
  ["a.hh", "<?hh // strict\n", "hack"],
  ["a.pp", "unit A;\n", "pascal"],
  ["a.pp", "class a { }\n", "puppet"],
  ["a.s", "\taddi sp, sp, -16\n", "riscv"],
  ["a.s", "\taddiu $sp, $sp, -8\n", "mipsasm"],
  ["a.s", "\tmovq %rsp, %rbp\n", "asm"],
  ["a.ftl", "hello = Hello\n", "fluent"],
  ["a.ftl", "<#if x>\n", "html"],
  ["a.cql", "MATCH (n) RETURN n\n", "cypher"],
  ["a.cql", "CREATE TABLE a (b int);\n", "sql"],
  ["a.inc", "<?php\n", "php"],
  ["a.inc", "#include <a.h>\n", "cpp"],
  ["a.inc", "words\n", "text"],
  [".vscode/settings.json", "", "jsonc"],
  ["tsconfig.build.json", "", "jsonc"],
  ["Jenkinsfile.release", "", "groovy"],
  ["requirements-dev.txt", "", "text"],
] as const)("%s beginning with %j is %s", (path, firstLines, language) => {
  expect(ofPath(path, firstLines)).toBe(language);
});

test.each([
  ["rs", "rust"],
  ["golang", "go"],
  ["Objective C++", "objective-cpp"],
  ["Batchfile", "bat"],
  ["Vim script", "viml"],
  ["HTML+ERB", "erb"],
  ["jupyter notebook", "json"],
  ["hpp", "cpp"],
  ["node", "javascript"],
  ["rust,ignore", "rust"],
  ["{r setup}", "r"],
  ["{.python}", "python"],
  ["js{1,3}", "javascript"],
  ["c#", "csharp"],
  ["F#", "fsharp"],
  ["unheard of", null],
  ["", null],
  ["{", null],
])("the name %j is %s", (name, language) => {
  expect(languageId(name)).toBe(language);
});
