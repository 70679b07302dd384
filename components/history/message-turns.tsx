"use client";

import { useEffect } from "react";

/** Fetches a commit's message when it is opened: the one listener for the list, which is HTML. */
export function MessageTurns({ namespace, repo }: { namespace: string; repo: string }) {
  useEffect(() => {
    const fill = (details: Element | null) => {
      if (!(details instanceof HTMLDetailsElement) || !details.open) return;
      if (details.dataset.message !== undefined) fillMessage(details, { namespace, repo });
    };
    const onToggle = ({ target }: Event) => fill(target instanceof Element ? target : null);
    const onClick = ({ target }: Event) => {
      if (target instanceof Element && target.closest("[data-again]")) fill(target.closest("details"));
    };
    // Opened before this was here.
    for (const details of document.querySelectorAll("details[data-message][open]")) fill(details);
    // It does not rise to the document: it is met on its way down.
    document.addEventListener("toggle", onToggle, true);
    document.addEventListener("click", onClick);
    return () => {
      document.removeEventListener("toggle", onToggle, true);
      document.removeEventListener("click", onClick);
    };
  }, [namespace, repo]);
  return null;
}

/** What stands below the summary is on its way or there; what failed is replaced. */
async function fillMessage(
  details: HTMLDetailsElement,
  { namespace, repo }: { namespace: string; repo: string },
) {
  const before = details.querySelector("summary ~ *");
  if (before !== null && before.role !== "alert") return;
  const waiting = element("p", "Loading the message…");
  waiting.role = "status";
  // The button that was pressed goes: the focus would be lost.
  if (before?.contains(document.activeElement)) details.querySelector("summary")?.focus();
  before?.remove();
  details.append(waiting);
  try {
    const { askMessage } = await import("@/lib/queries/ask-message");
    waiting.replaceWith(element("pre", await askMessage(namespace, repo, hashOf(details))));
  } catch (error) {
    const { describeFailure } = await import("@/lib/wire/describe-failure");
    const { title, advice } = describeFailure(error, "the message");
    const failure = element("p", `${title}. ${advice} `);
    failure.role = "alert";
    const again = element("button", "Try again");
    again.setAttribute("type", "button");
    again.dataset.again = "";
    failure.append(again);
    waiting.replaceWith(failure);
  }
}

/** A row says it once, where it is copied. */
const hashOf = (details: Element) =>
  details.closest("li")?.querySelector<HTMLElement>("[data-copy]")?.dataset.copy ?? "";

function element(name: string, text: string): HTMLElement {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}
