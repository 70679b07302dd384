import { type ConnectProxy, openConnectProxy } from "@/server/import/connect-proxy";
import type { ImportSettings } from "./import-settings";

/** The way by which git gets to a remote, and to nothing else. */
export function openImportProxy(
  { allowed, resolve }: ImportSettings,
  maxBytes: number,
): Promise<ConnectProxy> {
  return openConnectProxy({ allowed, maxBytes, ...(resolve === null ? {} : { resolve }) });
}

export function accessThrough(proxy: ConnectProxy, { caBundle }: ImportSettings, url: string) {
  return { url, proxyUrl: proxy.url, caBundle };
}
