import dynamic from "next/dynamic";
import { isOddName } from "./is-odd-name";

const OddName = dynamic(() => import("./odd-name").then((file) => file.OddName));

/**
 * What a stranger called a file, a branch or themselves, beside other text: it turns nothing but itself, and what it hides is
 * shown. Hardly any name needs more than its own box, so the rest is loaded with the first that does.
 */
export function Name({ children: name }: { children: string }) {
  return <bdi>{isOddName(name) ? <OddName name={name} /> : name}</bdi>;
}
