import type { GitRunner } from "@/server/git/run-git";
import { advertiseUploadPack } from "@/server/git/upload-pack";
import { asStorageError } from "./storage-failure";

/** What git says of itself before a fetch, asked once for each version of its protocol: it is the same for all repos. */
export class FetchOpenings {
  readonly #runner: GitRunner;
  readonly #known = new Map<"v0" | "v2", Buffer>();

  constructor(runner: GitRunner) {
    this.#runner = runner;
  }

  async ask(gitDir: string, version: "v0" | "v2"): Promise<Buffer> {
    const known = this.#known.get(version);
    if (known) return known;
    const { signal } = new AbortController();
    const protocol = version === "v0" ? null : "version=2";
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of advertiseUploadPack(this.#runner, { gitDir, protocol, signal })) {
        // All of v2, and of v0 the line behind whose hash and ref the capabilities are.
        chunks.push(chunk);
        if (version === "v0" && chunk.includes("\n")) break;
      }
    } catch (error) {
      throw asStorageError(error);
    }
    const opening = Buffer.concat(chunks);
    this.#known.set(version, opening);
    return opening;
  }
}
