import { expect, it } from "vitest";
import { allowedHosts as dashboardAllows } from "@/lib/remotes/allowed-hosts";
import { isPublicAddress as isPublicToDashboard } from "@/lib/remotes/public-address";
import { readRemoteUrl as dashboardReads } from "@/lib/remotes/remote-url";
import { allowedHosts as serviceAllows } from "@/server/import/allowed-hosts";
import { isPublicAddress as isPublicToService } from "@/server/import/public-address";
import { readRemoteUrl as serviceReads } from "@/server/import/remote-url";

/** Each program has the rules in its own words, as neither may import the other: here they are held against each other. */
const addresses = [
  "8.8.8.8 127.0.0.1 0.0.0.0 10.1.2.3 172.16.0.1 192.168.1.1 169.254.169.254 100.64.0.1 192.0.2.1 198.18.0.1 224.0.0.1",
  "255.255.255.255 :: ::1 ::127.0.0.1 ::ffff:127.0.0.1 ::ffff:8.8.8.8 ::ffff:0:127.0.0.1 64:ff9b::7f00:1 64:ff9b::808:808",
  "64:ff9b:1::808:808 2002:7f00:1:: 2001::1 2001:db8::1 fc00::1 fd00:ec2::254 fe80::1 fe80::1%eth0 fec0::1 ff02::1 100::1",
  "5f00::1 4000::1 2606:50c0:8000::153 localhost 2130706433 0x7f000001",
].flatMap((row) => row.split(" "));

it.each(["", ...addresses])("both programs agree whether %s is public", (address) => {
  expect(isPublicToDashboard(address)).toBe(isPublicToService(address));
});

it.each([
  "https://github.com/a/b",
  "HTTPS://GitHub.com:443/a/b/",
  "https://github.com:8443/a",
  "https://open.test:8443/a",
  "https://open.test./a",
  "https://half.test:9000/a",
  "https://half.test/a",
  "http://github.com/a/b",
  "ssh://git@github.com/a/b",
  "https:///a",
  "https:github.com/a",
  "https://user@github.com/a",
  "https://github.com/a?b",
  "https://github.com/a#b",
  "https://github.com/a b",
  "https://gïthub.com/a",
  "https://[fe80::1]/a",
  "https://[::ffff:7f00:1]/a",
  "https://[2606:50c0:8000::153]/a",
  ...addresses.filter((address) => !address.includes(":")).map((address) => `https://${address}/a`),
])("both programs agree on %s", (url) => {
  const open = ["open.test", "half.test:9000"];
  const read = (reading: () => { toString(): string }) => {
    try {
      return String(reading());
    } catch {
      return "refused";
    }
  };
  expect(read(() => dashboardReads(url, dashboardAllows(open)))).toBe(
    read(() => serviceReads(url, serviceAllows(open))),
  );
});
