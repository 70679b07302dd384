interface TimestampProps {
  /** ISO 8601, for machines. */
  dateTime: string;
  /** "3 days ago" */
  relative: string;
  /** Shown on hover. */
  absolute: string;
  className?: string;
}

/** A moment: relative in the text, absolute on hover. The text may age between server and browser. */
export function Timestamp({ dateTime, relative, absolute, className }: TimestampProps) {
  return (
    <time dateTime={dateTime} title={absolute} className={className} suppressHydrationWarning>
      {relative}
    </time>
  );
}
