/** Controls, what has no width or turns the writing, and stacks of marks. */
const odd = /[\p{Cc}\p{DI}\p{Bidi_C}]|\p{M}{4}/u;

export const isOddName = (name: string) => odd.test(name);
