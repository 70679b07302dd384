import { bundledLanguagesInfo } from "shiki/langs";
import { expect, test } from "vitest";
import { detectLanguage } from "./detect-language";
import { languageId, languageTitle } from "./languages";

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
