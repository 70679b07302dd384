import { apiScanUrl } from "@/lib/routes";
import { type ScanEvent, type ScanRequest, scanEvent } from "@/lib/wire/scan-events";
import { readEvents } from "./read-events";

/** A run of a scan, event by event. */
export const scanCall = (
  request: ScanRequest,
  signal: AbortSignal,
  onEvent: (event: ScanEvent) => void,
): Promise<void> => readEvents(scanEvent, { url: apiScanUrl(), body: request, signal }, onEvent);
