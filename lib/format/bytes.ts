const units = ["KB", "MB", "GB", "TB", "PB"];

/** `512 B`, `12.3 KB`, `4.1 MB`: decimal units, as Git hosts show them. */
export function formatBytes(sizeBytes: number): string {
  if (sizeBytes < 1000) return `${sizeBytes} B`;
  let value = sizeBytes / 1000;
  let unit = 0;
  // 999.95 would be printed as 1000.0.
  while (value >= 999.95 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${value.toFixed(1).replace(/\.0$/, "")} ${units[unit]}`;
}

/** `12,345 bytes`, to show on hover. */
export function exactBytes(sizeBytes: number): string {
  return `${sizeBytes.toLocaleString("en-US")} ${sizeBytes === 1 ? "byte" : "bytes"}`;
}
