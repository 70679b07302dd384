"use client";

import { useId, useState } from "react";
import { Icon } from "@/components/ui/icon";

export type Theme = "system" | "light" | "dark";

const options = [
  { value: "system", label: "Follow the system", icon: "monitor" },
  { value: "light", label: "Light", icon: "sun" },
  { value: "dark", label: "Dark", icon: "moon" },
] as const;

interface ThemeSwitchProps {
  initial: Theme;
}

/** Kept in a cookie, so that the server draws the right colours at once. */
export function ThemeSwitch({ initial }: ThemeSwitchProps) {
  const name = useId();
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
      {options.map(({ value, label, icon }) => (
        <label key={value} title={label} className="theme-choice">
          <input
            type="radio"
            name={name}
            data-action={`Colours: ${label.toLowerCase()}`}
            value={value}
            checked={theme === value}
            onChange={() => choose(value)}
            className="sr-only"
          />
          <Icon name={icon} size={14} />
          <span className="sr-only">{label}</span>
        </label>
      ))}
    </fieldset>
  );
}
