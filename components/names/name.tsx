import dynamic from "next/dynamic";

const OddName = dynamic(() => import("./odd-name").then((file) => file.OddName));

/** Controls, what has no width or turns the writing, and stacks of marks. */
const isOdd = /[\p{Cc}\p{DI}\p{Bidi_C}]|\p{M}{4}/u;

/**
 * What a stranger called a file, a branch or themselves, beside other text: it turns nothing but itself, and what it hides is
 * shown. Hardly any name needs more than its own box, so the rest is loaded with the first that does.
 */
export function Name({ children: name }: { children: string }) {
  return <bdi>{isOdd.test(name) ? <OddName name={name} /> : name}</bdi>;
}
