import type { ReactElement } from "react";

export interface DrawnLook {
  drawn: ReactElement;
  /** Whether it is as good as it gets. */
  isFinal: boolean;
}
