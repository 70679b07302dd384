import { showViewed } from "./fold-files";

interface LoadOptions {
  /** Whether it was asked for by itself: then it comes, however long it is. */
  isAskedFor: boolean;
  /** Another look than the one that is shown. */
  look?: string;
  signal: AbortSignal;
}

/** How far from the window files are fetched already. */
const nearMargin = "1200px 0px";
/** Fetched at once; the window may pass many. */
const atOnceMax = 4;

const underWay = new WeakMap<HTMLElement, Promise<HTMLElement>>();

/** Puts the changes of a file into its section, which is replaced; gives the one that stands there then. Never fails: it says what did. */
export function loadFile(section: HTMLElement, options: LoadOptions): Promise<HTMLElement> {
  const known = underWay.get(section);
  if (known !== undefined) return known;
  const loading = bring(section, options).finally(() => underWay.delete(section));
  underWay.set(section, loading);
  return loading;
}

async function bring(section: HTMLElement, { isAskedFor, look, signal }: LoadOptions): Promise<HTMLElement> {
  section.removeAttribute("data-near");
  const note = noteIn(section, look !== undefined);
  const before = [...note.childNodes];
  note.replaceChildren(words("Loading the changes…", "status"));
  try {
    const { askChange } = await import("@/lib/queries/ask-change");
    const html = await askChange(fragmentHref(section, isAskedFor, look), signal);
    const box = document.createElement("template");
    // Made by our own server, from elements whose texts React has escaped.
    box.innerHTML = html;
    const made = box.content.querySelector<HTMLElement>(".file-change");
    if (made === null) throw new Error("The answer has no file");
    section.replaceWith(made);
    showViewed(made);
    return made;
  } catch (error) {
    if (signal.aborted) return section;
    const { describeFailure } = await import("@/lib/wire/describe-failure");
    const { title, advice } = describeFailure(error, "the changes of this file");
    const said = words(`${title}. ${advice} `, "alert");
    note.replaceChildren(said, ...before);
    return section;
  }
}

/** Where the server gives the changes of a file: the page's part of the address, and the file's own. */
export function fragmentHref(section: HTMLElement, isAskedFor: boolean, look = "source"): string {
  const api = section.closest<HTMLElement>("[data-changes-api]")?.dataset.changesApi ?? "";
  return `${api}&${section.dataset.change ?? ""}${isAskedFor ? "&asked=1" : ""}${look === "source" ? "" : `&look=${look}`}`;
}

/** Where it is said that the changes are loaded: in place of the note that led to them, or above what is shown meanwhile. */
function noteIn(section: HTMLElement, isShown: boolean): HTMLElement {
  const known = section.querySelector<HTMLElement>(isShown ? "[data-look-note]" : ".change-note");
  if (known !== null) return known;
  if (!isShown) return section;
  const note = document.createElement("p");
  note.className = "change-note";
  note.dataset.lookNote = "";
  section.querySelector(".change-body")?.prepend(note);
  return note;
}

function words(text: string, role: "status" | "alert"): HTMLElement {
  const element = document.createElement("span");
  element.role = role;
  element.textContent = text;
  return element;
}

/** Fetches the files that are only named when they come near. */
export function watchNearFiles(box: HTMLElement, signal: AbortSignal): void {
  const near = new Set<HTMLElement>();
  let busy = 0;
  const next = () => {
    for (const section of near) {
      if (busy >= atOnceMax || signal.aborted) return;
      near.delete(section);
      if (!section.isConnected || section.dataset.near === undefined) continue;
      busy += 1;
      void loadFile(section, { isAskedFor: false, signal }).finally(() => {
        busy -= 1;
        next();
      });
    }
  };
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        if (!(target instanceof HTMLElement)) continue;
        if (isIntersecting) near.add(target);
        else near.delete(target);
      }
      next();
    },
    { rootMargin: nearMargin },
  );
  for (const section of box.querySelectorAll(".file-change[data-near]")) observer.observe(section);
  signal.addEventListener("abort", () => observer.disconnect());
}
