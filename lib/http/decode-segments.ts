/** The parameters of a page as text: Next hands them to pages still encoded (and to route handlers decoded). */
export function decodeSegments(segments: string[]): string[] {
  return segments.map((segment) => {
    try {
      return decodeURIComponent(segment);
    } catch {
      // The proxy has refused what cannot be decoded: this one came decoded, as a name with a bare `%` does.
      return segment;
    }
  });
}
