/** A secret as it may be shown and recorded: enough to distinguish two, not enough to use. */
export function maskSecret(secret: string): string {
  const prefix = /^art_v\d{1,3}_(?:[a-z0-9]{1,8}_(?=[0-9a-f]))?/.exec(secret)?.[0] ?? "";
  return `${prefix}${secret.slice(prefix.length, prefix.length + 4)}…`;
}
