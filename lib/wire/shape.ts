/**
 * Checks by hand, for what pages ask for by themselves: with a schema each would load the library of schemas. A test holds every
 * one of them to its schema.
 */
export type Is<T> = (value: unknown) => value is T;

export const isText: Is<string> = (value) => typeof value === "string";
export const isBoolean: Is<boolean> = (value) => typeof value === "boolean";
export const isNumber: Is<number> = (value): value is number => Number.isFinite(value);
export const isInteger: Is<number> = (value): value is number => Number.isSafeInteger(value);

export const isOneOf =
  <T extends string>(known: readonly T[]): Is<T> =>
  (value): value is T =>
    known.some((each) => each === value);

export const isNullOr =
  <T>(is: Is<T>): Is<T | null> =>
  (value): value is T | null =>
    value === null || is(value);

export const isListOf =
  <T>(is: Is<T>): Is<T[]> =>
  (value): value is T[] =>
    Array.isArray(value) && value.every(is);

export const isRecordOf =
  <T>(is: Is<T>): Is<Record<string, T>> =>
  (value): value is Record<string, T> =>
    isObject(value) && Object.values(value).every(is);

/** An object with these fields, whatever else it has. */
export const isShape =
  <T extends object>(fields: Record<keyof T, (value: unknown) => boolean>): Is<T> =>
  (value): value is T =>
    isObject(value) &&
    Object.entries<(value: unknown) => boolean>(fields).every(([name, is]) => is(Reflect.get(value, name)));

const isObject = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !Array.isArray(value);
