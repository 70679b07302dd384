/** Which Artifacts this page shows: there may be several, and they look alike. */
export function Footer({ apiHost, accountId }: { apiHost: string; accountId: string }) {
  return (
    <footer className="mt-auto flex flex-wrap gap-x-4 px-4 py-6 text-12 text-text-muted sm:px-6">
      <span>
        Connected to <span className="font-mono">{apiHost}</span>
      </span>
      <span>
        Account <span className="font-mono">{accountId}</span>
      </span>
    </footer>
  );
}
