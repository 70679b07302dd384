"use client";

import { useState } from "react";
import { Button, buttonClass } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { Popover } from "@/components/ui/popover";
import { archiveUrl } from "@/lib/routes";

interface DownloadMenuProps {
  namespace: string;
  repo: string;
  refName: string;
  /** Of the directory; empty for all of it. */
  path: string;
}

const formats = [
  { format: "zip", what: "Opens everywhere" },
  { format: "tar.gz", what: "For tar, on Linux and macOS" },
] as const;

/** A directory as an archive. */
export function DownloadMenu({ namespace, repo, refName, path }: DownloadMenuProps) {
  const [open, setOpen] = useState(false);
  const hrefOf = (format: "zip" | "tar.gz") => archiveUrl(namespace, repo, format, refName, path);
  return (
    <>
      <Popover
        open={open}
        onOpenChange={setOpen}
        label="Download"
        align="end"
        trigger={
          <Button size="sm">
            <Icon name="download" />
            <span className="max-sm:sr-only">Download</span>
            <Icon name="chevron-down" size={14} className="text-text-muted" />
          </Button>
        }
      >
        <div className="grid p-1">
          {formats.map(({ format, what }) => (
            <a
              key={format}
              // No `download`: a refusal should be read, not saved.
              href={hrefOf(format)}
              onClick={() => setOpen(false)}
              className="flex items-center gap-3 rounded-sm px-3 py-2 hover:bg-bg-hover focus-visible:-outline-offset-2 pointer-coarse:py-3"
            >
              <Icon name="file-archive" className="text-text-muted" />
              <span className="font-mono text-13">.{format}</span>
              <span className="ml-auto text-12 text-text-muted">{what}</span>
            </a>
          ))}
        </div>
        <p className="border-t px-4 py-2.5 text-12 text-text-muted [overflow-wrap:anywhere]">
          {path === "" ? "Every file" : "This directory"} as it is at {refName}, without history.
        </p>
      </Popover>
      <noscript>
        {formats.map(({ format }) => (
          <a key={format} href={hrefOf(format)} className={buttonClass({ size: "sm" })}>
            Download .{format}
          </a>
        ))}
      </noscript>
    </>
  );
}
