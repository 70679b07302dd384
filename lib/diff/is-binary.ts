/** Git looks no further. */
const lookedAtBytes = 8000;

/** Whether Git takes a content for no text: it has a NUL near its beginning. */
export const isBinary = (content: Uint8Array): boolean => content.subarray(0, lookedAtBytes).includes(0);
