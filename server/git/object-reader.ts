import type { ObjectType } from "@/gitformat/object-header";
import { GitError } from "./git-error";
import type { GitProcess } from "./run-git";

export interface FoundObject {
  hash: string;
  type: ObjectType;
  sizeBytes: number;
  /** Empty for an `info` question, and when the object is larger than asked for. */
  content: Buffer;
}

/** A question to `cat-file --batch-command`. It is asked again of a new process when the old one dies. */
export interface ObjectQuestion {
  command: "info" | "contents";
  hash: string;
  /** What is larger is not read. */
  maxBytes: number;
  attempts: number;
  resolve(found: FoundObject | null): void;
  reject(error: unknown): void;
}

const lf = 0x0a;
const noContent = Buffer.alloc(0);
const headerMaxBytes = 4096;

/**
 * One live `git cat-file --batch-command`. Questions are written as they come and answered in that order, so many can
 * be on their way at once. `onEnd` gets the questions that were left without an answer.
 */
export class ObjectReader {
  readonly #child: GitProcess;
  readonly #asked: ObjectQuestion[] = [];
  /** Questions of this moment: many at once are one write. */
  #unsent = "";
  #head = noContent;
  #content: { question: FoundObject; filled: number } | null = null;
  #ended = false;
  /** For choosing the idle one to end. */
  lastUsedAt = 0;
  #answeredCount = 0;

  constructor(child: GitProcess, handlers: { onIdle: () => void; onEnd: (left: ObjectQuestion[]) => void }) {
    this.#child = child;
    let isLost = false;
    child.stdout.on("data", (chunk: Buffer) => {
      if (isLost) return;
      try {
        this.#take(chunk);
      } catch {
        // An answer that is not read leaves no way to find the next one's start.
        isLost = true;
        this.kill();
        return;
      }
      if (this.#asked.length === 0) handlers.onIdle();
    });
    void child.closed.then(() => {
      this.#ended = true;
      handlers.onEnd(this.#asked.splice(0));
    });
  }

  get pendingCount(): number {
    return this.#asked.length;
  }

  get answeredCount(): number {
    return this.#answeredCount;
  }

  get isEnded(): boolean {
    return this.#ended;
  }

  ask(question: ObjectQuestion): void {
    this.#asked.push(question);
    if (this.#unsent === "") process.nextTick(() => this.#send());
    this.#unsent += `${question.command} ${question.hash}\n`;
  }

  /** Lets git end by itself, after the answers it still owes. */
  close(): void {
    this.#ended = true;
    this.#send();
    this.#child.stdin.end();
  }

  kill(): void {
    this.#ended = true;
    this.#child.kill();
  }

  #send(): void {
    if (this.#unsent === "") return;
    this.#child.stdin.write(this.#unsent, "latin1");
    this.#unsent = "";
  }

  #take(chunk: Buffer): void {
    let rest = chunk;
    while (rest.length > 0) {
      if (this.#content) rest = this.#fill(this.#content, rest);
      else {
        const end = rest.indexOf(lf);
        if (end < 0) {
          this.#head = Buffer.concat([this.#head, rest]);
          if (this.#head.length > headerMaxBytes) throw new GitError("failed", "cat-file: no header");
          return;
        }
        const line = Buffer.concat([this.#head, rest.subarray(0, end)]).toString("latin1");
        this.#head = noContent;
        rest = rest.subarray(end + 1);
        this.#takeHeader(line);
      }
    }
  }

  #takeHeader(line: string): void {
    const question = this.#asked[0];
    if (!question) throw new GitError("failed", "cat-file answered without a question");
    if (line === `${question.hash} missing`) {
      this.#answer(null);
      return;
    }
    const match = /^([0-9a-f]{40}) (commit|tree|blob|tag) (\d+)$/.exec(line);
    if (match?.[1] !== question.hash) throw new GitError("failed", "cat-file: unexpected header");
    const sizeBytes = Number(match[3]);
    const found: FoundObject = { hash: question.hash, type: typeOf(match[2]), sizeBytes, content: noContent };
    if (question.command === "info") {
      this.#answer(found);
      return;
    }
    if (sizeBytes > question.maxBytes) {
      this.#answer(found);
      throw new GitError("failed", "cat-file: larger than asked for");
    }
    // One byte more: the LF that git prints after the content. Memory of its own, as it may be kept for long.
    found.content = Buffer.allocUnsafeSlow(sizeBytes + 1);
    this.#content = { question: found, filled: 0 };
  }

  #answer(found: FoundObject | null): void {
    this.#answeredCount += 1;
    this.#asked.shift()?.resolve(found);
  }

  #fill(content: { question: FoundObject; filled: number }, chunk: Buffer): Buffer {
    const { question: found } = content;
    const taken = chunk.copy(found.content, content.filled);
    content.filled += taken;
    if (content.filled === found.content.length) {
      this.#content = null;
      found.content = found.content.subarray(0, found.sizeBytes);
      this.#answer(found);
    }
    return chunk.subarray(taken);
  }
}

function typeOf(word: string | undefined): ObjectType {
  if (word === "commit" || word === "tree" || word === "blob" || word === "tag") return word;
  throw new GitError("failed", "cat-file: unknown type");
}
