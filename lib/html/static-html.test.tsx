import { expect, test } from "vitest";
import { staticHtml } from "./static-html";

test("texts and attributes are escaped, however hostile, and the shorter form means the same", async () => {
  const hostile = `"'><script>alert(1)</script> class="x" &quot; id="y"`;
  const { html } = await staticHtml(null, () => (
    <p className="row" title={hostile} data-empty="" lang="en">
      {hostile}
      <input defaultValue="x" />
    </p>
  ));
  expect(html).toBe(
    `<p class=row title="&quot;'&gt;&lt;script&gt;alert(1)&lt;/script&gt; class=&quot;x&quot; &amp;quot; id=&quot;y&quot;" data-empty="" lang=en>&quot;'&gt;&lt;script&gt;alert(1)&lt;/script&gt; class=&quot;x&quot; &amp;quot; id=&quot;y&quot;<input value="x"/></p>`,
  );
});

test("what has the same name is drawn once, and the name tells the bytes", async () => {
  let drawn = 0;
  const draw = (text: string) => () => {
    drawn += 1;
    return <b>{text}</b>;
  };
  const first = await staticHtml(["test", "a", 1, null], draw("one"));
  expect(await staticHtml(["test", "a", 1, null], draw("other"))).toEqual(first);
  expect(drawn).toBe(1);
  const same = await staticHtml(["test", "b", 1, null], draw("one"));
  expect(same.name).toBe(first.name);
  const other = await staticHtml(null, draw("two"));
  expect(other.name).not.toBe(first.name);
  await staticHtml(null, draw("two"));
  expect(drawn).toBe(4);
});
