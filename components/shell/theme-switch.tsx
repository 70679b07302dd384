"use client";

import { Monitor, Moon, Sun } from "lucide-react";
import { useState } from "react";

export type Theme = "system" | "light" | "dark";

const options = [
  { value: "system", label: "Follow the system", icon: Monitor },
  { value: "light", label: "Light", icon: Sun },
  { value: "dark", label: "Dark", icon: Moon },
] as const;

/** Kept in a cookie, so that the server draws the right colours at once. */
export function ThemeSwitch({ initial }: { initial: Theme }) {
  const [theme, setTheme] = useState(initial);

  const choose = (next: Theme) => {
    setTheme(next);
    document.documentElement.dataset.theme = next;
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing from Firefox and Safari
    document.cookie = `vitrine-theme=${next}; path=/; max-age=31536000; samesite=lax`;
  };

  return (
    <fieldset className="flex rounded-full border p-0.5">
      <legend className="sr-only">Colours</legend>
      {options.map(({ value, label, icon: Icon }) => (
        <label
          key={value}
          title={label}
          className="grid size-6 cursor-pointer place-items-center rounded-full text-text-muted transition-colors duration-150 hover:text-text has-checked:bg-bg-hover has-checked:text-text has-focus-visible:outline-2 has-focus-visible:outline-accent pointer-coarse:size-10"
        >
          <input
            type="radio"
            name="theme"
            value={value}
            checked={theme === value}
            onChange={() => choose(value)}
            className="sr-only"
          />
          <Icon size={14} aria-hidden />
          <span className="sr-only">{label}</span>
        </label>
      ))}
    </fieldset>
  );
}
