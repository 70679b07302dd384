export interface TextNumbers {
  /** Equal texts have the same number, which is the next one where it is new. */
  of(text: string): number;
  /** Numbers given, from 0 on. */
  count(): number;
}

/** Numbers texts, so that comparing two of them is comparing two numbers. */
export function numberTexts(): TextNumbers {
  const numbers = new Map<string, number>();
  return {
    of(text) {
      const known = numbers.get(text);
      if (known !== undefined) return known;
      numbers.set(text, numbers.size);
      return numbers.size - 1;
    },
    count: () => numbers.size,
  };
}
