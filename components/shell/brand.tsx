/** The mark: a glass case with one thing in it. */
export function BrandMark({ size = 20 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 20 20" fill="none" aria-hidden="true">
      <path
        d="M3.75 15.25V5.5a2.75 2.75 0 0 1 2.75-2.75h7a2.75 2.75 0 0 1 2.75 2.75v9.75"
        stroke="var(--accent)"
        strokeWidth="1.5"
      />
      <path d="M1.75 16.5h16.5" stroke="var(--text)" strokeWidth="1.5" strokeLinecap="round" />
      <path d="M10 6.75 13 10l-3 3.25L7 10z" fill="var(--text)" />
    </svg>
  );
}
