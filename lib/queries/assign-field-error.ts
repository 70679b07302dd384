import { failureOf } from "@/lib/wire/describe-failure";

/**
 * Where a refusal is shown: at the field that its pointer names, or, when the form has no such field (`pointers` are those
 * it has), over its buttons. A taken name comes without a pointer.
 */
export function assignFieldError(error: unknown, pointers: readonly string[]) {
  const failure = error ? failureOf(error) : null;
  const pointer = failure?.kind === "conflict" ? "/name" : failure?.pointer;
  const isAtField = pointer !== undefined && pointers.includes(pointer);
  return {
    at: (field: string) => (failure !== null && isAtField && pointer === field ? failure.message : null),
    isElsewhere: failure !== null && !isAtField,
  };
}
