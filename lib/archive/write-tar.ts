import "server-only";
import { once } from "node:events";
import { pack } from "tar-stream";
import { type ArchiveFile, fixedTimeSeconds, linkTargetOf } from "./archive-file";
import { untilClosed } from "./until-closed";

/** A tar archive (POSIX pax), as it is made: its files have no owner and one time. A failure of a file breaks it off. */
export async function* writeTar(files: AsyncIterable<ArchiveFile>): AsyncGenerator<Uint8Array> {
  const tar = pack();
  const closed = untilClosed(tar);
  const add = async (file: ArchiveFile) => {
    const { path, kind, content } = file;
    const shared = { mtime: new Date(fixedTimeSeconds * 1000), uid: 0, gid: 0 };
    const linkname = linkTargetOf(file)?.toString("utf8");
    if (kind === "directory") {
      tar.entry({ ...shared, name: `${path}/`, type: "directory", mode: 0o755 });
      return;
    }
    if (linkname !== undefined) {
      tar.entry({ ...shared, name: path, type: "symlink", linkname, mode: 0o777 });
      return;
    }
    const mode = kind === "executable" ? 0o755 : 0o644;
    const size = content.bytes === null ? await content.measure() : content.bytes.byteLength;
    const entry = tar.entry({ ...shared, name: path, mode, size });
    const written = once(entry, "finish");
    // Heard below, once all is sent.
    written.catch(() => undefined);
    for await (const chunk of content.bytes === null ? content.stream() : [content.bytes]) {
      if (!entry.write(Buffer.from(chunk))) await Promise.race([once(entry, "drain"), closed]);
    }
    entry.end(Buffer.alloc(0));
    await Promise.race([written, closed]);
  };
  const fill = async () => {
    for await (const file of files) await add(file);
    tar.finalize();
  };
  fill().catch((error: Error) => tar.destroy(error));
  for await (const chunk of tar) if (chunk instanceof Uint8Array) yield chunk;
}
