/**
 * The source with `<` before a name written as Mermaid's own code for it: what looks like an element in a label is text. Line
 * breaks and `<<stereotypes>>` are its syntax.
 */
export function withoutElements(source: string): string {
  return source.replace(/<br\s*\/?>|<<[\w -]+>>|<(?=[a-z!/?])/gi, (found) =>
    found === "<" ? "#lt;" : found,
  );
}
