import { redirect } from "next/navigation";
import type { ReactNode } from "react";
import type { ClosedPath } from "@/lib/reading/open-path";
import { refUrlNames } from "@/lib/reading/ref-url-names";
import { blobUrl, rawUrl, treeUrl } from "@/lib/routes";
import { missingPlace } from "./missing-place";
import { UnsureHashList } from "./unsure-hash-list";

/**
 * What a page shows of a place that could not be opened, if it does not lead elsewhere or to the 404. `urlOf` is the page's own
 * address at another ref and path.
 */
export function explainClosed(
  namespace: string,
  place: ClosedPath,
  urlOf: (ref: string, path: string) => string,
): ReactNode {
  const nameOf = (hash: string) => refUrlNames(place.refs).commit(hash);
  switch (place.closed) {
    case "short-hash":
      redirect(urlOf(nameOf(place.hash), place.path));
      break;
    case "bare-file":
      // A file without a name has no page.
      redirect(rawUrl(namespace, place.repo.name, place.ref.name, ""));
      break;
    case "linked": {
      const linkedUrl = place.isDirectory ? treeUrl : blobUrl;
      redirect(linkedUrl(namespace, place.repo.name, place.ref.name, place.path));
      break;
    }
    case "unsure-hash":
      return (
        <UnsureHashList
          unsure={place}
          hrefOf={(hash) => urlOf(nameOf(hash), place.path.join("/"))}
          now={Date.now()}
        />
      );
    default:
      return missingPlace();
  }
}
