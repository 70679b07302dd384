const endings =
  /\.(7z|a|aac|apk|avif|avi|bin|bmp|br|bz2|class|dat|db|dll|dmg|doc|docx|dylib|ear|eot|exe|flac|gif|gz|heic|ico|icns|iso|jar|jpe?g|lib|lz4|m4a|m4v|mkv|mov|mp3|mp4|mpe?g|o|obj|odp|ods|odt|ogg|otf|pack|pdb|pdf|png|ppt|pptx|psd|pyc|rar|so|sqlite3?|tar|tgz|tiff?|ttf|war|wasm|wav|webm|webp|woff2?|xls|xlsx|xz|zip|zst)$/i;

/** Names of files that hold no text in practice: not worth a call each. */
export function hasBinaryName(path: string): boolean {
  return endings.test(path);
}
