/** The parameters of a page as text: Next hands them to pages still encoded (and to route handlers decoded). */
export function decodeSegments(segments: string[]): string[] {
  // The proxy has refused what cannot be decoded.
  return segments.map((segment) => decodeURIComponent(segment));
}
