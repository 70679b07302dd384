import type { SideContent } from "./read-side";

/** What a look shows of a text's change. */
export type ShownLook = { name: "image"; before: SideContent; after: SideContent };
