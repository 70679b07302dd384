/** What a token was made for, in seconds: its end is cut to a whole second, its beginning is not. */
export function lifetimeSeconds({ createdAt, expiresAt }: { createdAt: number; expiresAt: number }): number {
  return Math.ceil((expiresAt - createdAt) / 1000);
}
