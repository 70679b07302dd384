import { expect, it } from "vitest";
import { queryBytes, rawPathBytes, routableUrl } from "./url-bytes";

const raw = "/client/v4/accounts/a/artifacts/namespaces/n/repos/r/raw/feature%2Fx/";

it("routes a raw file without its path, and leaves every other URL as it is", () => {
  expect(routableUrl(`${raw}a%ff/b?x=1`)).toBe(`${raw}-?x=1`);
  expect(routableUrl(raw)).toBe(raw);
  for (const url of [
    "/",
    "/git/n/r.git/info/refs?service=git-upload-pack",
    `${raw.replace("/raw/", "/file/")}a%ff`,
  ]) {
    expect(routableUrl(url)).toBe(url);
  }
});

it.each([
  ["a/b.txt", "a/b.txt"],
  ["a%20b+c", "a b+c"],
  ["100%", "100%"],
  ["%zz%4", "%zz%4"],
  ["a%2Fb", "a/b"],
  ["%25ff", "%ff"],
])("reads the path %s as %j", (encoded, path) => {
  expect(rawPathBytes(raw + encoded).toString()).toBe(path);
});

it("reads bytes that are not UTF-8", () => {
  expect([...rawPathBytes(`${raw}%ff%00%e9`)]).toEqual([0xff, 0, 0xe9]);
  expect([...(queryBytes("/file?path=%ff%FE", "path") ?? [])]).toEqual([0xff, 0xfe]);
});

it("reads the first query parameter of a name", () => {
  expect(queryBytes("/file?ref=main&path=a+b%2Bc&path=d", "path")?.toString()).toBe("a b+c");
  expect(queryBytes("/file?p%61th=x", "path")?.toString()).toBe("x");
  expect(queryBytes("/file?path", "path")?.toString()).toBe("");
  expect(queryBytes("/file?paths=x", "path")).toBeNull();
  expect(queryBytes("/file", "path")).toBeNull();
});
