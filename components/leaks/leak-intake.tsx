"use client";

import { type DragEvent, useId, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { Notice } from "@/components/ui/notice";
import { formatCount } from "@/lib/format/count";
import { leakTextMaxLength } from "@/lib/leaks/extract-leaks";

interface LeakIntakeProps {
  text: string;
  onText: (text: string) => void;
}

/** The one box. What is put in stays in the page until the check is started. */
export function LeakIntake({ text, onText }: LeakIntakeProps) {
  const id = useId();
  const picker = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);

  const readFiles = async (files: FileList | null) => {
    const parts: string[] = [];
    try {
      for (const file of files ?? []) {
        // Bytes that are no UTF-8 become one character each: a token is ASCII, in UTF-16 too.
        parts.push(new TextDecoder().decode(await file.slice(0, leakTextMaxLength).arrayBuffer()));
      }
      setTrouble(null);
      onText(parts.join("\n"));
    } catch {
      setTrouble("The file could not be read.");
    }
  };
  const drop = (event: DragEvent) => {
    setOver(false);
    if (event.dataTransfer.files.length === 0) return;
    event.preventDefault();
    readFiles(event.dataTransfer.files);
  };

  return (
    <div className="grid gap-2">
      <label htmlFor={id} className="text-14 font-medium">
        Paste what holds the token
      </label>
      <textarea
        id={id}
        value={text}
        onChange={(event) => onText(event.target.value)}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
        rows={8}
        // biome-ignore lint/a11y/noAutofocus: the page is this one box, and its reader is in a hurry
        autoFocus
        autoComplete="off"
        autoCorrect="off"
        autoCapitalize="off"
        spellCheck={false}
        aria-describedby={`${id}-help`}
        className={`w-full resize-y rounded border bg-bg-raised px-3 py-2 font-mono text-12 leading-5 [overflow-wrap:anywhere] ${isOver ? "border-accent bg-accent-subtle" : "border-border-strong"}`}
      />
      <div className="flex flex-wrap items-center gap-3">
        <p id={`${id}-help`} className="min-w-0 flex-1 basis-64 text-12 text-text-muted">
          A token, a remote URL, a header, a git config, a .env, a log, a whole file: any of it, many at once.
          It is read here, in your browser; nothing is sent before you ask to check.
        </p>
        <Button size="sm" onClick={() => picker.current?.click()}>
          <Icon name="file-up" />
          Read a file
        </Button>
        <input
          ref={picker}
          type="file"
          multiple
          tabIndex={-1}
          aria-hidden
          className="sr-only"
          onChange={(event) => {
            readFiles(event.target.files);
            event.target.value = "";
          }}
        />
      </div>
      {trouble ? (
        <Notice tone="danger" live>
          {trouble}
        </Notice>
      ) : null}
      {text.length > leakTextMaxLength ? (
        <Notice tone="warning" live>
          Only the first {formatCount(leakTextMaxLength)} characters are read. Paste the rest after this.
        </Notice>
      ) : null}
    </div>
  );
}
