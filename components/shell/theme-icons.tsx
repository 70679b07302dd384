import { Monitor, Moon, Sun } from "lucide-react";

/** For the switch, drawn by the server: no script carries them. */
export const themeIcons = {
  system: <Monitor size={14} aria-hidden />,
  light: <Sun size={14} aria-hidden />,
  dark: <Moon size={14} aria-hidden />,
};
