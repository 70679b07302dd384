import { StaticText } from "@/components/names/static-text";
import { NavLink } from "@/components/ui/nav-link";
import type { MessageLinks } from "@/lib/commits/about-commit";
import { commitUrl } from "@/lib/routes";
import { linkMessage, type MessagePart } from "@/lib/text/link-message";
import { withEmoji } from "@/lib/text/with-emoji.mjs";

export interface TextPlace {
  namespace: string;
  repo: string;
  links: MessageLinks;
}

/** What a stranger wrote, with links for addresses, commits and issues. All else in it is text. */
export function LinkedText({ text, place }: { text: string; place: TextPlace }) {
  // biome-ignore lint/suspicious/noArrayIndexKey: a part is its place
  return linkMessage(text).map((part, at) => <LinkedPart key={at} part={part} place={place} />);
}

function LinkedPart({ part, place }: { part: MessagePart; place: TextPlace }) {
  const { namespace, repo, links } = place;
  if (part.kind === "url") return <OutLink href={part.href}>{part.text}</OutLink>;
  if (part.kind === "issue" && links.issuesUrl !== null) {
    return <OutLink href={`${links.issuesUrl}${part.number}`}>{part.text}</OutLink>;
  }
  const hash = part.kind === "hash" ? links.commits.get(part.text) : undefined;
  if (hash !== undefined) {
    return (
      <NavLink href={commitUrl(namespace, repo, hash)} title={hash}>
        {part.text}
      </NavLink>
    );
  }
  return <StaticText>{withEmoji(part.text)}</StaticText>;
}

/** The address that counts is said on hover, where the one that was written looks otherwise. */
const OutLink = ({ href, children }: { href: string; children: string }) => (
  <a href={href} title={href === children ? undefined : href} rel="noopener noreferrer nofollow">
    {children}
  </a>
);
