import clsx from "clsx";
import { countOf, formatCount } from "@/lib/format/count";
import { type ExpiryBucketKey, type ExpiryCount, expiryBuckets } from "@/lib/inventory/expiry-buckets";

interface ExpiryChartProps {
  counts: Record<ExpiryBucketKey, ExpiryCount>;
  chosen: ExpiryBucketKey | "any";
  onChoose: (key: ExpiryBucketKey | "any") => void;
}

const barWidth = 36;
const chartHeight = 88;

/** When the tokens end: a bar a span of time, each span wider than the one before. A bar filters the table. */
export function ExpiryChart({ counts, chosen, onChoose }: ExpiryChartProps) {
  const totals = expiryBuckets.map(({ key }) => counts[key].write + counts[key].read);
  const largest = Math.max(1, ...totals);
  /** What is there is seen, be it one of 10,000. */
  const heightOf = (count: number) => (count === 0 ? 0 : Math.max(2, (count / largest) * chartHeight));
  return (
    <section aria-labelledby="expiry-title" className="rounded-lg border bg-bg-raised">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 pt-3">
        <h2 id="expiry-title" className="mr-auto text-13 font-medium">
          When they end
        </h2>
        <p className="flex items-center gap-1.5 text-12 text-text-muted">
          <Swatch className="fill-warning" />
          May write
        </p>
        <p className="flex items-center gap-1.5 text-12 text-text-muted">
          <Swatch className="fill-info" />
          May read
        </p>
      </div>
      <fieldset className="grid grid-cols-7 px-0 pt-2 sm:px-3">
        <legend className="sr-only">Show only those that end</legend>
        {expiryBuckets.map(({ key, label, words }, index) => {
          const { write, read } = counts[key];
          const total = totals[index] ?? 0;
          return (
            <button
              key={key}
              type="button"
              aria-pressed={chosen === key}
              aria-label={`${countOf(total, "token")} ${total === 1 ? "ends" : "end"} ${words}, ${formatCount(write)} of them may write`}
              onClick={() => onChoose(chosen === key ? "any" : key)}
              className="group grid justify-items-center gap-1 rounded px-0.5 pt-2 pb-2 hover:bg-bg-hover aria-pressed:bg-accent-subtle"
            >
              <span className="tabular text-12 font-medium">{formatCount(total)}</span>
              <svg
                aria-hidden
                focusable="false"
                height={chartHeight}
                viewBox={`0 0 ${barWidth} ${chartHeight}`}
                preserveAspectRatio="none"
                className={clsx("w-full max-w-24 px-0.5", chosen !== "any" && chosen !== key && "opacity-50")}
              >
                <rect
                  x="0"
                  width={barWidth}
                  y={chartHeight - heightOf(write)}
                  height={heightOf(write)}
                  className="fill-warning"
                />
                <rect
                  x="0"
                  width={barWidth}
                  y={chartHeight - heightOf(write) - heightOf(read)}
                  height={heightOf(read)}
                  className="fill-info"
                />
                <line
                  x1="0"
                  x2={barWidth}
                  y1={chartHeight - 0.5}
                  y2={chartHeight - 0.5}
                  className="stroke-border-strong"
                />
              </svg>
              <span className="text-12 text-text-muted group-aria-pressed:font-medium group-aria-pressed:text-accent-text">
                {label}
              </span>
            </button>
          );
        })}
      </fieldset>
      <details className="border-t text-13">
        <summary className="px-4 py-2 text-12 text-text-muted hover:text-text pointer-coarse:py-3.5">
          The same as a table
        </summary>
        <table aria-label="When the tokens end" className="mx-4 mb-3 text-left text-12">
          <thead>
            <tr className="text-text-muted">
              <th scope="col" className="py-1 pr-6 font-medium">
                They end
              </th>
              <th scope="col" className="py-1 pr-6 text-right font-medium">
                May write
              </th>
              <th scope="col" className="py-1 pr-6 text-right font-medium">
                May read
              </th>
            </tr>
          </thead>
          <tbody>
            {expiryBuckets.map(({ key, words }) => (
              <tr key={key} className="border-t">
                <th scope="row" className="py-1 pr-6 font-normal">
                  {words}
                </th>
                <td className="py-1 pr-6 text-right">{formatCount(counts[key].write)}</td>
                <td className="py-1 pr-6 text-right">{formatCount(counts[key].read)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </section>
  );
}

function Swatch({ className }: { className: string }) {
  return (
    <svg aria-hidden focusable="false" width="10" height="10">
      <rect width="10" height="10" rx="2" className={className} />
    </svg>
  );
}
