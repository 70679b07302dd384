/** A file as a tree lists it. */
export interface ListedFile {
  path: string;
  /** As in a tree, without leading zeros: `100644`, `120000`. */
  mode: string;
  hash: string;
  /** Bytes, where they are known without a look at the file. */
  size?: number;
}

export const isRegular = ({ mode }: ListedFile): boolean => mode.startsWith("100");

export const baseName = ({ path }: ListedFile): string => path.slice(path.lastIndexOf("/") + 1);
