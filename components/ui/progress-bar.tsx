/** How far something is, 0 to 100. */
export function ProgressBar({ percent, label = "Progress" }: { percent: number; label?: string }) {
  return (
    <progress
      aria-label={label}
      value={percent}
      max={100}
      // Browsers draw their own colours as soon as the bar has a height of its own.
      className="block h-1 w-full appearance-none overflow-hidden rounded-full border-0 bg-border text-accent [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-border [&::-webkit-progress-value]:bg-accent"
    />
  );
}
