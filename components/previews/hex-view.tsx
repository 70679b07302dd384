import { formatBytes } from "@/lib/format/bytes";
import { hexRows } from "@/lib/format/hex-rows";

interface HexViewProps {
  head: Uint8Array;
  /** Of the whole file; null where it is not known. */
  sizeBytes: number | null;
  mime: string | null;
}

/** The first bytes of a binary file: where they are, what they are, and what of them is ASCII. */
export function HexView({ head, sizeBytes, mime }: HexViewProps) {
  const isWhole = sizeBytes === head.byteLength;
  return (
    <>
      <p className="border-b px-4 py-2 text-12 text-text-muted">
        These bytes are no text. {mime === null ? "Their type is not known." : `They look like ${mime}.`}{" "}
        {isWhole
          ? null
          : `Here are the first ${formatBytes(head.byteLength)}; Raw and Download give all of them.`}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <section aria-label="Bytes" tabIndex={0} className="max-h-[70dvh] overflow-auto bg-bg">
        <table className="border-separate border-spacing-0 font-mono text-12 whitespace-pre">
          <thead>
            <tr className="text-left text-text-muted">
              {["Offset", "Hex", "ASCII"].map((name) => (
                <th
                  key={name}
                  scope="col"
                  className="sticky top-0 border-b bg-bg-subtle px-4 py-1.5 font-sans font-medium"
                >
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {hexRows(head).map(({ offset, hex, ascii }) => (
              <tr key={offset}>
                <th scope="row" className="px-4 py-0.5 font-normal text-text-muted">
                  {offset}
                </th>
                <td className="px-4 py-0.5">{hex}</td>
                <td className="px-4 py-0.5 text-text-muted">{ascii}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}
