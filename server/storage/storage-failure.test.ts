import { expect, it } from "vitest";
import { GitError } from "@/server/git/git-error";
import { asPackRefusal, asStorageError } from "./storage-failure";

const failed = (stderr: string) => new GitError("failed", "git index-pack exited with 128", { stderr });

it("knows a full disk, from git and from the file system", () => {
  const full = failed("fatal: write error: No space left on device\n");
  expect(asStorageError(full).kind).toBe("disk-full");
  expect(asPackRefusal(full, 1, "/data").kind).toBe("disk-full");
  expect(asStorageError(Object.assign(new Error("write"), { code: "ENOSPC" })).kind).toBe("disk-full");
});

it("tells who pushes why a pack was refused, and no folder of this machine", () => {
  const fsck = failed(
    "error: object 1111111111111111111111111111111111111111: hasDotgit: contains '.git'\nfatal: fsck error in packed object\n",
  );
  expect(asPackRefusal(fsck, 1, "/data").message).toMatch(/^object 1{40}: hasDotgit/);
  expect(asPackRefusal(failed("fatal: early EOF\n"), 1, "/data")).toMatchObject({
    kind: "refused",
    message: "early EOF",
  });
  const path = asPackRefusal(
    failed("fatal: unable to create '/data/incoming/x': Permission denied\n"),
    1,
    "/data",
  );
  expect(path).toMatchObject({ kind: "internal", message: "the pack could not be kept" });
});
