function named(name: string) {
  const kept = globalThis.vitrinePerProcess;
  if (!kept?.has(name)) throw new Error(`nothing in this process is named ${name}`);
  return kept;
}

/** As in a process that has just been started. */
export function forgetPerProcess(...names: string[]): void {
  for (const name of names) named(name).set(name, null);
}

export function setPerProcess<T>(name: string, made: T): void {
  named(name).set(name, { made });
}
