/** What an import is doing, in order. */
const phaseLabels = {
  waiting: "Waiting for its turn",
  connecting: "Connecting",
  counting: "Counting objects",
  compressing: "Compressing objects",
  receiving: "Receiving objects",
  resolving: "Resolving deltas",
  checking: "Checking connectivity",
} as const;

export type ImportPhase = keyof typeof phaseLabels;

export interface ImportProgress {
  phase: ImportPhase;
  /** Of this phase; null where its length is not known. */
  percent: number | null;
  /** Received from the remote so far. */
  bytes: number;
}

/** The progress of an import, as `messages` of the envelope carry it: `Receiving objects: 45%, 1258291 bytes`. */
export function importProgressMessage({ phase, percent, bytes }: ImportProgress): string {
  return `${phaseLabels[phase]}${percent === null ? "" : `: ${percent}%`}, ${bytes} bytes`;
}
