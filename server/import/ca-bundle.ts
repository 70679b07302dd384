import { X509Certificate } from "node:crypto";
import { readFile } from "node:fs/promises";
import { rootCertificates } from "node:tls";

/**
 * The certificates in a PEM file, and after them the public roots that Node carries: git takes one bundle, which stands in
 * for the machine's own. Throws when the file cannot be read or holds no certificate.
 */
export async function readCaBundle(file: string): Promise<string> {
  const text = await readFile(file, "utf8");
  const own = text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  if (own.length === 0) throw new Error("it holds no PEM certificate");
  for (const certificate of own) new X509Certificate(certificate);
  return `${[...own, ...rootCertificates].join("\n")}\n`;
}
