import { describe, expect, it } from "vitest";
import { allowedHosts } from "./allowed-hosts";
import { EgressError } from "./egress-error";
import { readRemoteUrl } from "./remote-url";

const nobody = allowedHosts([]);

it.each([
  ["https://github.com/facebook/react", "https://github.com/facebook/react"],
  ["https://gitlab.com/group/project.git", "https://gitlab.com/group/project.git"],
  ["HTTPS://GitHub.com:443/a/b/", "https://github.com/a/b/"],
  ["https://8.8.8.8/x", "https://8.8.8.8/x"],
  ["https://my_host.example.com./x", "https://my_host.example.com./x"],
  ["https://[2606:50c0:8000::153]/x", "https://[2606:50c0:8000::153]/x"],
])("takes %s", (text, url) => {
  expect(readRemoteUrl(text, nobody).href).toBe(url);
});

describe("refuses", () => {
  it.each([
    "",
    "github.com/a/b",
    "http://github.com/a/b",
    "git://github.com/a/b",
    "ssh://git@github.com/a/b",
    "git@github.com:a/b",
    "file:///etc/passwd",
    "ext::sh -c id",
    "https::https://github.com/a/b",
    "--upload-pack=id",
    "https://",
    "https:///a",
    "https:github.com/a",
    "https:\\\\github.com\\a",
    "https://user@github.com/a/b",
    "https://user:secret@github.com/a/b",
    "https://:secret@github.com/a/b",
    "https://github.com/a/b?token=x",
    "https://github.com/a/b?",
    "https://github.com/a/b#main",
    "https://github.com/a b",
    "https://github.com/a\nb",
    "https://github.com/a\0b",
    " https://github.com/a",
    "https://gïthub.com/a",
    "https://github.com:8443/a",
    "https://github.com:22/a",
    "https://github.com:99999/a",
    "https://-oX=y/x.git",
    "https://-host/x.git",
    "https://host-/x.git",
    "https://a..b/x.git",
    "https://a=b.example.com/x.git",
    `https://${"a".repeat(64)}.com/x.git`,
    `https://${"a.".repeat(127)}com/x.git`,
    "https://127.0.0.1/a",
    "https://2130706433/a",
    "https://0x7f000001/a",
    "https://0177.0.0.1/a",
    "https://127.1/a",
    "https://0/a",
    "https://10.0.0.1/a",
    "https://169.254.169.254/latest/meta-data",
    "https://[::1]/a",
    "https://[::ffff:127.0.0.1]/a",
    "https://[::ffff:7f00:1]/a",
    "https://[::127.0.0.1]/a",
    "https://[fe80::1]/a",
    "https://[fd00:ec2::254]/a",
    "https://[64:ff9b::7f00:1]/a",
    "https://[2002:7f00:1::]/a",
  ])("%j", (text) => {
    expect(() => readRemoteUrl(text, nobody)).toThrow(EgressError);
  });
});

describe("an allowed host", () => {
  it("is open at the port that was named, and at no other", () => {
    const allowed = allowedHosts(["git.internal:8443"]);
    expect(readRemoteUrl("https://git.internal:8443/a", allowed).href).toBe("https://git.internal:8443/a");
    expect(() => readRemoteUrl("https://git.internal:8444/a", allowed)).toThrow(EgressError);
  });

  it("without a port is open at all of them, however it is spelled", () => {
    const allowed = allowedHosts(["Git.Internal", "10.0.0.7", "[fd00::7]", "fd00::8"]);
    for (const host of ["git.internal", "GIT.internal.", "10.0.0.7", "[fd00::7]", "[fd00::8]"]) {
      expect(readRemoteUrl(`https://${host}:9000/a`, allowed).href).toContain(":9000/a");
    }
    expect(() => readRemoteUrl("https://10.0.0.8/a", allowed)).toThrow(EgressError);
  });

  it.each(["https://x", "a b", "host:0", "host:65536", "host:https", "user@host", "[::1", "a/b", ":443"])(
    "cannot be %j",
    (entry) => {
      expect(() => allowedHosts([entry])).toThrow(entry);
    },
  );
});
