import type { Config } from "tailwindcss";

/** Roles only: components never name a raw colour. The values, light and dark, stand in app/globals.css. */
const config: Config = {
  content: ["./app/**/*.{ts,tsx}", "./components/**/*.{ts,tsx}"],
  theme: {
    colors: {
      transparent: "transparent",
      current: "currentColor",
      bg: {
        DEFAULT: "var(--bg)",
        subtle: "var(--bg-subtle)",
        raised: "var(--bg-raised)",
        hover: "var(--bg-hover)",
      },
      border: { DEFAULT: "var(--border)", strong: "var(--border-strong)" },
      text: { DEFAULT: "var(--text)", muted: "var(--text-muted)" },
      accent: {
        DEFAULT: "var(--accent)",
        hover: "var(--accent-hover)",
        text: "var(--accent-text)",
        subtle: "var(--accent-subtle)",
        on: "var(--on-accent)",
      },
      success: { DEFAULT: "var(--success)", subtle: "var(--success-subtle)" },
      warning: { DEFAULT: "var(--warning)", subtle: "var(--warning-subtle)" },
      danger: {
        DEFAULT: "var(--danger)",
        subtle: "var(--danger-subtle)",
        fill: "var(--danger-fill)",
        on: "var(--on-danger)",
      },
      info: { DEFAULT: "var(--info)", subtle: "var(--info-subtle)" },
      diff: {
        add: "var(--diff-add)",
        "add-mark": "var(--diff-add-mark)",
        del: "var(--diff-del)",
        "del-mark": "var(--diff-del-mark)",
      },
      scrim: "var(--scrim)",
    },
    fontSize: {
      12: ["12px", "16px"],
      13: ["13px", "20px"],
      14: ["14px", "20px"],
      16: ["16px", "24px"],
      20: ["20px", "28px"],
      28: ["28px", "36px"],
    },
    fontFamily: {
      sans: ["Geist Variable", "ui-sans-serif", "system-ui", "sans-serif"],
      mono: ["Geist Mono Variable", "ui-monospace", "SFMono-Regular", "Menlo", "monospace"],
    },
    fontWeight: { normal: "400", medium: "500", semibold: "600" },
    borderRadius: { none: "0", sm: "4px", DEFAULT: "6px", lg: "10px", full: "9999px" },
    boxShadow: { float: "var(--shadow-float)" },
    extend: { maxWidth: { page: "1648px" } },
  },
};

export default config;
