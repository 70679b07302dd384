import { useState } from "react";

/** Whether it has been open: a dialog is loaded when it is first opened, and stays, as it gives the focus back while it closes. */
export function useWasOpen(isOpen: boolean): boolean {
  const [wasOpen, setWasOpen] = useState(isOpen);
  if (isOpen && !wasOpen) setWasOpen(true);
  return isOpen || wasOpen;
}
