import { expect, test } from "vitest";
import { ApiFailure } from "./api-failure";
import { assignFieldError } from "./assign-field-error";

test("puts a refusal at the field that it points to", () => {
  const refused = new ApiFailure("invalid", "Too long.", { pointer: "/description" });
  const failure = assignFieldError(refused, ["/name", "/description"]);
  expect(failure.at("/description")).toBe("Too long.");
  expect(failure.at("/name")).toBeNull();
  expect(failure.isElsewhere).toBe(false);
});

test("puts a taken name at the name, pointer or not", () => {
  expect(assignFieldError(new ApiFailure("conflict", "Taken."), ["/name"]).at("/name")).toBe("Taken.");
});

test.each([
  new ApiFailure("invalid", "No.", { pointer: "/read_only" }),
  new ApiFailure("invalid", "No."),
  new ApiFailure("unreachable", "Nobody there."),
])("leaves nothing unsaid that points to none of the form's fields", (error) => {
  const failure = assignFieldError(error, ["/name"]);
  expect(failure.isElsewhere).toBe(true);
  expect(failure.at("/name")).toBeNull();
});

test("says nothing before there is a failure", () => {
  expect(assignFieldError(null, ["/name"]).isElsewhere).toBe(false);
});
