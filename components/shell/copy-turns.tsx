"use client";

import { useEffect } from "react";

const shownMs = 2000;

/** Copies what buttons marked `data-copy` hold, and says beside each what became of it: the one listener for all of them. */
export function CopyTurns() {
  useEffect(() => {
    const words = document.createElement("span");
    words.setAttribute("role", "status");
    words.className = "sr-only";
    const copy = (event: MouseEvent) => {
      if (event.defaultPrevented || !(event.target instanceof Element)) return;
      const button = event.target.closest<HTMLElement>("button[data-copy]");
      if (button !== null) copyBy(button, words);
    };
    window.addEventListener("click", copy);
    return () => {
      window.removeEventListener("click", copy);
      words.remove();
    };
  }, []);
  return null;
}

/** By button, what takes its words back. */
const said = new Map<HTMLElement, () => void>();

async function copyBy(button: HTMLElement, words: HTMLElement) {
  // A dialog hides what is outside from those who listen. There before it says something: else it is not read out.
  const room = button.closest("dialog") ?? document.body;
  words.textContent = "";
  if (words.parentElement !== room) room.append(words);
  const isCopied = await navigator.clipboard.writeText(button.dataset.copy ?? "").then(
    () => true,
    // Refused by the person or the browser, or not there at all on a page without TLS.
    () => false,
  );
  said.get(button)?.();
  say(button, words, isCopied);
}

function say(button: HTMLElement, words: HTMLElement, isCopied: boolean) {
  const { title } = button;
  const icon = button.querySelector<HTMLElement>("[data-icon]");
  button.title = isCopied ? "Copied" : "Copying was refused";
  words.textContent = button.title;
  if (isCopied && icon) icon.dataset.icon = "check";
  const takeBack = () => {
    clearTimeout(timer);
    said.delete(button);
    button.title = title;
    if (icon) icon.dataset.icon = "copy";
    words.textContent = "";
  };
  const timer = setTimeout(takeBack, shownMs);
  said.set(button, takeBack);
}
