import { buttonClass } from "@/components/ui/button";
import type { Drawing } from "./draw-mermaid";

type Outcome = { drawing: Drawing } | { reason: string; isHeavy: boolean };

/**
 * Draws the diagram whose source a figure holds once it comes near the window, again when the colours change. Its code is what is
 * seen until the picture is there, and where it cannot be drawn.
 */
export function enlivenDiagram(figure: HTMLElement, left: AbortSignal) {
  const code = figure.querySelector("pre");
  const { source } = figure.dataset;
  if (code === null || source === undefined) return;
  let last = 0;
  const drawNow = async (isAskedFor: boolean) => {
    last += 1;
    const turn = last;
    const outcome = await attempt(source, currentTheme(), isAskedFor);
    if (left.aborted || turn !== last) return;
    delete figure.dataset.waiting;
    if ("drawing" in outcome) showDrawing(figure, code, outcome.drawing);
    else showFailure(figure, code, outcome, () => start(true));
  };
  let stop = new AbortController();
  const start = (isAskedFor: boolean) => {
    stop.abort();
    stop = new AbortController();
    onThemeChange(() => drawNow(isAskedFor), AbortSignal.any([left, stop.signal]));
    drawNow(isAskedFor);
  };
  whenNear(figure, left, () => start(false));
}

async function attempt(source: string, theme: "light" | "dark", isAskedFor: boolean): Promise<Outcome> {
  try {
    const { drawMermaid } = await import("./draw-mermaid");
    return { drawing: await drawMermaid(source, theme, isAskedFor) };
  } catch (error) {
    const isHeavy = error instanceof Error && error.name === "HeavyDiagram";
    return { reason: firstLineOf(error), isHeavy };
  }
}

function showDrawing(figure: HTMLElement, code: HTMLElement, { url, width, height, title }: Drawing) {
  const known = figure.querySelector<HTMLImageElement>(":scope > img");
  const image = known ?? document.createElement("img");
  image.src = url;
  image.width = width;
  image.height = height;
  image.alt = title === "" ? "Diagram" : `Diagram: ${title}`;
  // Drawn anew in other colours, its source stays open.
  if (known !== null) return;
  const details = document.createElement("details");
  const summary = document.createElement("summary");
  summary.append("Source");
  details.append(summary, code);
  figure.replaceChildren(image, details);
}

function showFailure(
  figure: HTMLElement,
  code: HTMLElement,
  { reason, isHeavy }: { reason: string; isHeavy: boolean },
  draw: () => void,
) {
  const caption = document.createElement("figcaption");
  const what = isHeavy ? "This diagram is not drawn by itself" : "This diagram could not be drawn";
  caption.append(`${what}, so here is its source. ${reason}`);
  if (isHeavy) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = `${buttonClass({ size: "sm" })} ml-2`;
    button.append("Draw it");
    button.addEventListener("click", () => {
      button.disabled = true;
      button.replaceChildren("Drawing…");
      draw();
    });
    caption.append(button);
  }
  figure.replaceChildren(caption, code);
}

function whenNear(figure: HTMLElement, left: AbortSignal, then: () => void) {
  const observer = new IntersectionObserver(
    (entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      observer.disconnect();
      then();
    },
    { rootMargin: "300px" },
  );
  observer.observe(figure);
  left.addEventListener("abort", () => observer.disconnect());
}

const darkSystem = "(prefers-color-scheme: dark)";

function currentTheme(): "light" | "dark" {
  const { theme } = document.documentElement.dataset;
  if (theme === "light" || theme === "dark") return theme;
  return matchMedia(darkSystem).matches ? "dark" : "light";
}

function onThemeChange(listener: () => void, signal: AbortSignal) {
  let before = currentTheme();
  const look = () => {
    const theme = currentTheme();
    if (theme !== before) listener();
    before = theme;
  };
  const page = new MutationObserver(look);
  page.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  matchMedia(darkSystem).addEventListener("change", look, { signal });
  signal.addEventListener("abort", () => page.disconnect());
}

function firstLineOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return (text.split("\n", 1)[0] ?? "").slice(0, 200);
}
