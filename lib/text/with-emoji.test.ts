import { expect, test } from "vitest";
import { withEmoji } from "./with-emoji.mjs";

test.each([
  [":tada: done :+1::-1:", "🎉 done 👍👎"],
  ["x:nobody:tada:", "x:nobody🎉"],
  [":white_check_mark:", "✅"],
  [":octocat: :constructor: :toString: ::: :tada", ":octocat: :constructor: :toString: ::: :tada"],
  ["at 12:30:45, a::b, C:\\x:y", "at 12:30:45, a::b, C:\\x:y"],
])("%s is %s", (typed, drawn) => {
  expect(withEmoji(typed)).toBe(drawn);
});
