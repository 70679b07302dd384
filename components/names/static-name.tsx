import { isOddName } from "./is-odd-name";
import { OddName } from "./odd-name";

/** `Name` in what is drawn as HTML: nothing is loaded with it. */
export function StaticName({ children: name, title }: { children: string; title?: string }) {
  return <bdi title={title}>{isOddName(name) ? <OddName name={name} /> : name}</bdi>;
}
