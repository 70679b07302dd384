import ipaddr from "ipaddr.js";

/** What IANA has given out for the public IPv6 Internet. Everything outside is local, reserved or a tunnel's. */
const globalUnicast: [ipaddr.IPv6, number] = [ipaddr.IPv6.parse("2000::"), 3];

/** NAT64's well-known prefix; the other one (64:ff9b:1::/48) is for each network's own use. */
const nat64: [ipaddr.IPv6, number] = [ipaddr.IPv6.parse("64:ff9b::"), 96];

/**
 * Whether an IP address is one of the public Internet. An IPv6 address that carries an IPv4 one (mapped, or translated
 * by NAT64) is what it carries; tunnels (6to4, Teredo) are refused, whatever they carry.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  if (parsed instanceof ipaddr.IPv4) return parsed.range() === "unicast";
  if (!(parsed instanceof ipaddr.IPv6)) return false;
  switch (parsed.range()) {
    case "unicast":
      return parsed.match(globalUnicast);
    case "ipv4Mapped":
    case "rfc6052":
      if (!parsed.isIPv4MappedAddress() && !parsed.match(nat64)) return false;
      return new ipaddr.IPv4(parsed.toByteArray().slice(12)).range() === "unicast";
    default:
      return false;
  }
}
