import { Static } from "@/components/static/static";
import { buttonClass } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import type { AskedFilter, FilterField } from "@/lib/history/log-filter";
import { commitsUrl } from "@/lib/routes";

interface LogFilterFormProps {
  namespace: string;
  repo: string;
  refName: string;
  asked: AskedFilter;
}

const fields: { name: FilterField; label: string; placeholder: string }[] = [
  { name: "message", label: "Message", placeholder: "Part of it" },
  { name: "author", label: "Author", placeholder: "Name or address" },
  { name: "path", label: "Path", placeholder: "src/app.ts" },
  { name: "since", label: "From day (UTC)", placeholder: "2026-03-05" },
  { name: "until", label: "To day (UTC)", placeholder: "2026-03-31" },
];

/** Which commits are shown. A form whose answer is an address: it needs no script, and is HTML. */
export function LogFilterForm(props: LogFilterFormProps) {
  const { namespace, repo, refName, asked } = props;
  return (
    <Static
      // Live as it is.
      data-live=""
      data-nav=""
      className="print:hidden"
      of={["log-filter", namespace, repo, refName, JSON.stringify(asked.values)]}
      draw={() => <FilterForm {...props} />}
    />
  );
}

function FilterForm({ namespace, repo, refName, asked }: LogFilterFormProps) {
  const isOpen = asked.filter !== null || Object.keys(asked.errors).length > 0;
  return (
    <details className="log-filter" open={isOpen}>
      <summary className={buttonClass({ size: "sm" })} data-key="f" data-key-label="Filter the commits">
        <Icon name="search" />
        Filter
      </summary>
      <form action={commitsUrl(namespace, repo, refName)} aria-label="Filter the commits">
        {fields.map(({ name, label, placeholder }) => {
          const error = asked.errors[name];
          return (
            <div key={name}>
              <label>
                <span>{label}</span>
                <input
                  name={name}
                  defaultValue={asked.values[name]}
                  placeholder={placeholder}
                  autoComplete="off"
                  spellCheck={false}
                  {...(error === undefined
                    ? {}
                    : { "aria-invalid": true, "aria-describedby": `filter-${name}-error` })}
                  className="input"
                />
              </label>
              {error === undefined ? null : (
                <p id={`filter-${name}-error`} role="alert">
                  {error}
                </p>
              )}
            </div>
          );
        })}
        <div className="acts">
          <button type="submit" className={buttonClass({ variant: "primary", size: "sm" })}>
            Show
          </button>
          {isOpen ? (
            <a
              href={commitsUrl(namespace, repo, refName)}
              className={buttonClass({ variant: "ghost", size: "sm" })}
            >
              All commits
            </a>
          ) : null}
        </div>
      </form>
    </details>
  );
}
