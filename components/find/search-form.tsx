"use client";

import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { describedBy, Field } from "@/components/ui/field";
import { Icon } from "@/components/ui/icon";
import { Input } from "@/components/ui/input";
import { pathFilterMaxChars } from "@/lib/globs/path-filter";
import { type SearchQuery, searchTextMaxChars } from "@/lib/wire/search-events";

interface SearchFormProps {
  /** Of the page itself: without JavaScript the form is sent there. */
  action: string;
  query: SearchQuery;
  /** What is wrong with the expression. */
  error: string | null;
  onSearch: (query: SearchQuery) => void;
}

const pathHelp = "*.ts, src/**, !test: commas between, ! leaves out";

/** What to search for, and where. */
export function SearchForm({ action, query, error, onSearch }: SearchFormProps) {
  const [typed, setTyped] = useState(query);
  const [seen, setSeen] = useState(query);
  // Back and Forward change the search from outside.
  if (seen !== query) {
    setSeen(query);
    setTyped(query);
  }

  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSearch(typed);
  };

  return (
    <search aria-label="Search in files">
      <form action={action} onSubmit={submit} className="grid gap-3 rounded-lg border bg-bg-raised p-4">
        <div className="grid items-start gap-3 sm:grid-cols-[minmax(0,1fr)_minmax(0,20rem)]">
          <Field id="search-q" label={typed.regex ? "Regular expression" : "Text"} error={error}>
            <Input
              id="search-q"
              name="q"
              type="search"
              autoFocus={query.q === ""}
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              maxLength={searchTextMaxChars}
              aria-invalid={error !== null}
              aria-describedby={describedBy("search-q", { error })}
              value={typed.q}
              onChange={(event) => setTyped({ ...typed, q: event.target.value })}
              className="font-mono"
            />
          </Field>
          <Field id="search-path" label="Paths" help={pathHelp} optional>
            <Input
              id="search-path"
              name="path"
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              maxLength={pathFilterMaxChars}
              aria-describedby={describedBy("search-path", { help: pathHelp })}
              value={typed.path}
              onChange={(event) => setTyped({ ...typed, path: event.target.value })}
              className="font-mono"
            />
          </Field>
        </div>
        <div className="flex flex-wrap items-center gap-x-6 gap-y-2">
          <Checkbox
            id="search-case"
            name="case"
            value="1"
            label="Match case"
            checked={typed.case}
            onChange={(event) => setTyped({ ...typed, case: event.target.checked })}
          />
          <Checkbox
            id="search-regex"
            name="regex"
            value="1"
            label="Regular expression"
            checked={typed.regex}
            onChange={(event) => setTyped({ ...typed, regex: event.target.checked })}
          />
          <Button type="submit" variant="primary" className="ml-auto">
            <Icon name="search" />
            Search
          </Button>
        </div>
      </form>
    </search>
  );
}
