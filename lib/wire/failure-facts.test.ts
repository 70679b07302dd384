import { expect, test } from "vitest";
import { ApiFailure } from "@/lib/queries/api-failure";
import { failureBody } from "./failure";
import { readFailureBody, readFailureFacts } from "./failure-facts";

const whole = {
  kind: "invalid",
  message: "No.",
  pointer: "/name",
  retryAfterSeconds: 3,
  notes: ["why"],
  requestId: "r1",
};

test("the facts of an error that was thrown are its own", () => {
  expect(readFailureFacts(new ApiFailure("conflict", "Taken.", { pointer: "/name" }))).toEqual({
    kind: "conflict",
    message: "Taken.",
    pointer: "/name",
  });
  expect(readFailureFacts(new Error("boom"))).toBeNull();
});

test.each([
  { error: whole },
  { error: { kind: "internal", message: "", requestId: "" } },
  { error: { ...whole, kind: "odd" } },
  { error: { ...whole, message: 1 } },
  { error: { ...whole, pointer: null } },
  { error: { ...whole, retryAfterSeconds: "3" } },
  { error: { ...whole, notes: ["why", 1] } },
  { error: { ...whole, notes: "why" } },
  { error: { ...whole, requestId: undefined } },
  { error: "invalid" },
  { error: null },
  {},
  [],
  null,
  "error",
])("by hand as by the schema: %j", (body) => {
  expect(readFailureBody(body)).toEqual(failureBody.safeParse(body).data?.error ?? null);
});
