import geist from "@fontsource-variable/geist/files/geist-latin-wght-normal.woff2";
import type { Metadata, Viewport } from "next";
import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { preload } from "react-dom";
import { HelpButton } from "@/components/keys/help-button";
import { KeyListener } from "@/components/keys/key-listener";
import { PaletteButton } from "@/components/keys/palette-button";
import { ConnectionBanner } from "@/components/shell/connection-banner";
import { CopyTurns } from "@/components/shell/copy-turns";
import { Footer } from "@/components/shell/footer";
import { FragmentEntries } from "@/components/shell/fragment-entries";
import { LinkTurns } from "@/components/shell/link-turns";
import type { Theme } from "@/components/shell/theme-switch";
import { TopBar } from "@/components/shell/top-bar";
import { connectedTo } from "@/lib/artifacts/connection";
import "./globals.css";
import "./components.css";
import "./code-theme.css";
import "./icons.css";
import "./icon-shapes.css";
import "./entry-rows.css";
import "./commits.css";
import "./commit.css";
import "./changes.css";
import "./change-looks.css";
import "./copy-button.css";
import "./file-tree.css";
import "./names.css";
import "./tables.css";
import "./forced-colors.css";
import "./print.css";
import "./without-script.css";

export const metadata: Metadata = {
  title: { default: "Vitrine", template: "%s · Vitrine" },
  description: "Browse Artifacts: repos, files, history and tokens.",
  icons: { icon: { url: "/-/icon.svg", type: "image/svg+xml" } },
  robots: { index: false, follow: false },
  referrer: "same-origin",
};

export const viewport: Viewport = { colorScheme: "light dark" };

/** Every page is of its moment: nothing is rendered ahead, and each carries its own nonce. */
export const dynamic = "force-dynamic";

function themeOf(value: string | undefined): Theme {
  return value === "light" || value === "dark" ? value : "system";
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  const theme = themeOf((await cookies()).get("vitrine-theme")?.value);
  const { apiBase, account } = connectedTo();
  // The style sheet would name it when the first text is laid out, which is then laid out again.
  preload(geist, { as: "font", type: "font/woff2", crossOrigin: "anonymous" });
  return (
    <html lang="en" data-theme={theme}>
      <body className="flex flex-col">
        <ConnectionBanner />
        <TopBar theme={theme} tools={<PaletteButton />} />
        {children}
        <Footer apiHost={new URL(apiBase).host} accountId={account} theme={theme}>
          <HelpButton />
        </Footer>
        <KeyListener />
        <FragmentEntries />
        <LinkTurns />
        <CopyTurns />
      </body>
    </html>
  );
}
