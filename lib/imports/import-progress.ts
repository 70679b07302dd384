export interface ImportProgress {
  phase: string;
  percent: number | null;
  sizeBytes: number | null;
}

const textMaxLength = 120;

/** `Receiving objects: 45%, 1258291 bytes` in its parts; any other text is a phase as it stands. Null without one. */
export function readImportProgress(text: string | undefined): ImportProgress | null {
  if (text === undefined || text.trim() === "") return null;
  const [, phase, percent, bytes] = /^([^:]{1,60}?)(?:: (\d{1,3})%)?, (\d{1,15}) bytes$/.exec(text) ?? [];
  if (phase === undefined) return { phase: text.slice(0, textMaxLength), percent: null, sizeBytes: null };
  return {
    phase,
    percent: percent === undefined ? null : Math.min(100, Number(percent)),
    sizeBytes: Number(bytes),
  };
}
