import { expect, test } from "vitest";
import { ApiFailure } from "./api-failure";
import { placeFailure } from "./place-failure";

test("puts a refusal at the field that it points to", () => {
  const refused = new ApiFailure("invalid", "Too long.", { pointer: "/description" });
  const failure = placeFailure(refused, ["/name", "/description"]);
  expect(failure.at("/description")).toBe("Too long.");
  expect(failure.at("/name")).toBeNull();
  expect(failure.isElsewhere).toBe(false);
});

test("puts a taken name at the name, pointer or not", () => {
  expect(placeFailure(new ApiFailure("conflict", "Taken."), ["/name"]).at("/name")).toBe("Taken.");
});

test.each([
  new ApiFailure("invalid", "No.", { pointer: "/read_only" }),
  new ApiFailure("invalid", "No."),
  new ApiFailure("unreachable", "Nobody there."),
])("leaves nothing unsaid that points to none of the form's fields", (error) => {
  const failure = placeFailure(error, ["/name"]);
  expect(failure.isElsewhere).toBe(true);
  expect(failure.at("/name")).toBeNull();
});

test("says nothing before there is a failure", () => {
  expect(placeFailure(null, ["/name"]).isElsewhere).toBe(false);
});
