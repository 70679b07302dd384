import { expect, it } from "vitest";
import { markHtml, textOfHtml } from "./mark-html";

const changed = (text: string) => `<mark class="changed">${text}</mark>`;

it("words are marked where they are read, and elements stay whole", () => {
  expect(
    markHtml(
      '<p>Write to the <a href="/old">old office</a>, please</p>',
      '<p>Write to the <a href="/new">new office</a>, please</p>',
    ),
  ).toEqual({
    before: `<p>Write to the <a href="/old">${changed("old")} office</a>, please</p>`,
    after: `<p>Write to the <a href="/new">${changed("new")} office</a>, please</p>`,
  });
});

it("a mark that spans elements is a mark in each", () => {
  expect(markHtml("<p>all of this stays</p>", "<p>all of this stays and <b>this</b> too</p>")?.after).toBe(
    `<p>all of this stays${changed(" and ")}<b>${changed("this")}</b>${changed(" too")}</p>`,
  );
});

it("what is escaped is one character, and stays escaped", () => {
  expect(markHtml("<p>one two three &lt;a</p>", "<p>one two three &amp;a</p>")).toEqual({
    before: `<p>one two three ${changed("&lt;")}a</p>`,
    after: `<p>one two three ${changed("&amp;")}a</p>`,
  });
  expect(textOfHtml("<p>a &lt;b&gt; &amp;amp; 'c'</p>")).toBe("a <b> &amp; 'c'");
});

it("nothing is marked between the cells of a table, in formulas, and where all is another", () => {
  const row = (cells: string) => `<table><tr>\n<td>same words here</td>${cells}</tr></table>`;
  expect(markHtml(row(""), row("\n<td>x</td>\n"))?.after).toBe(row(`\n<td>${changed("x")}</td>\n`));
  expect(markHtml("<p>a b c</p>", '<p>a b c <i class="katex">d</i></p>')).toBeNull();
  expect(markHtml("<p>all new</p>", "<p>something else</p>")).toBeNull();
});
