const contentTypes = { csv: "text/csv", json: "application/json", md: "text/markdown" };

/** Hands a text to the browser as a file, `name` without the ending. */
export function saveFile(name: string, format: keyof typeof contentTypes, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: contentTypes[format] }));
  const link = document.createElement("a");
  link.href = url;
  link.download = `${name}.${format}`;
  link.click();
  URL.revokeObjectURL(url);
}
