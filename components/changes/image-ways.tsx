import type { ReactNode } from "react";

interface ImageWaysProps {
  path: string;
  beforeHref: string;
  afterHref: string;
  /** Both images side by side, and what is known of them. */
  children: ReactNode;
}

const ways = [
  ["sides", "Side by side"],
  ["swipe", "Swipe"],
  ["onion", "Onion skin"],
] as const;

/** Two images, and the ways to compare them: side by side, or one over the other. Which is chosen is for the style sheet to draw. */
export function ImageWays({ path, beforeHref, afterHref, children }: ImageWaysProps) {
  return (
    <div className="image-ways">
      <fieldset>
        <legend className="sr-only">Ways to compare the images</legend>
        {ways.map(([way, words]) => (
          <label key={way}>
            <input
              type="radio"
              name={`ways of ${path}`}
              value={way}
              defaultChecked={way === "sides"}
              autoComplete="off"
            />
            {words}
          </label>
        ))}
      </fieldset>
      <div className="overlaid">
        <div>
          <p aria-hidden>
            <span>Before</span>
            <span>After</span>
          </p>
          <div className="stack checkerboard">
            {/* biome-ignore lint/performance/noImgElement: the bytes as they are stored */}
            <img src={beforeHref} alt={`${path}, before`} loading="lazy" />
            {/* biome-ignore lint/performance/noImgElement: the bytes as they are stored */}
            <img src={afterHref} alt={`${path}, after`} loading="lazy" />
          </div>
          <Mix way="swipe" label="Where the image before ends, and the one after begins" />
          <Mix way="onion" label="How much of the image after the change is seen" />
        </div>
      </div>
      {children}
    </div>
  );
}

function Mix({ way, label }: { way: "swipe" | "onion"; label: string }) {
  return <input type="range" data-mix={way} aria-label={label} defaultValue={50} autoComplete="off" />;
}
