/** A heading of a rendered text, as a table of contents lists it. */
export interface Heading {
  /** 1 to 6. */
  level: number;
  /** The fragment that leads to it, without `#`. */
  id: string;
  text: string;
}
