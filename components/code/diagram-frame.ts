import pLimit from "p-limit";
import { diagramFrameUrl } from "@/lib/routes";

interface Order {
  text: string;
  theme: "light" | "dark";
}

/** Mermaid is some hundred kilobytes. */
const openTimeoutMs = 20_000;
/** For a diagram that never comes to an end: its frame is closed, and the work with it. */
const drawTimeoutMs = 10_000;

/** The frame stays for the next diagram that someone scrolls to: opening it loads Mermaid anew. */
const idleMs = 5_000;

const oneAtATime = pLimit(1);
let frame: Promise<HTMLIFrameElement> | null = null;
let idle: ReturnType<typeof setTimeout> | undefined;

/**
 * Has Mermaid draw in a document of its own, of no origin: its elements, and whatever an author makes of them, never enter this
 * page. The document is empty, so nothing of the page's style changes a size. It is there while there is something to draw.
 */
export function drawInFrame(order: Order): Promise<string> {
  return oneAtATime(async () => {
    clearTimeout(idle);
    try {
      frame ??= openFrame();
      return await ask(await frame, order);
    } catch (error) {
      closeFrame();
      throw error;
    } finally {
      idle = setTimeout(closeFrame, idleMs);
    }
  });
}

function openFrame(): Promise<HTMLIFrameElement> {
  const element = document.createElement("iframe");
  element.setAttribute("sandbox", "allow-scripts");
  element.setAttribute("aria-hidden", "true");
  element.tabIndex = -1;
  element.title = "Diagrams";
  element.className = "diagram-frame";
  element.src = diagramFrameUrl();
  const ready = answerOf(element, openTimeoutMs, (said) => ("ready" in said ? element : null));
  document.body.append(element);
  return ready;
}

function closeFrame() {
  for (const element of document.querySelectorAll("body > .diagram-frame")) element.remove();
  frame = null;
}

async function ask(element: HTMLIFrameElement, order: Order): Promise<string> {
  const answer = answerOf(element, drawTimeoutMs, (said) =>
    "svg" in said || "reason" in said ? said : null,
  );
  // A document of no origin has no name to address it by. What it is told is no secret.
  element.contentWindow?.postMessage(order, "*");
  const { svg, reason } = await answer;
  if (typeof svg === "string") return svg;
  throw new Error(typeof reason === "string" ? reason : "Mermaid drew nothing.");
}

/** The first message of that frame that `take` makes something of. */
function answerOf<T>(
  element: HTMLIFrameElement,
  timeoutMs: number,
  take: (said: { svg?: unknown; reason?: unknown }) => T | null,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const end = () => {
      removeEventListener("message", listen);
      clearTimeout(timer);
    };
    const listen = ({ source, data }: MessageEvent<unknown>) => {
      if (source !== element.contentWindow || typeof data !== "object" || data === null) return;
      const taken = take(data);
      if (taken === null) return;
      end();
      resolve(taken);
    };
    const timer = setTimeout(() => {
      end();
      reject(new Error("It took too long."));
    }, timeoutMs);
    addEventListener("message", listen);
  });
}
