import { expect, test } from "vitest";
import { toCsv } from "./export-table";

test("quotes what needs it, and leaves nothing for a spreadsheet to run", () => {
  const rows = [
    { name: "a", description: 'say "hi", twice\nor more', read_only: true, last_push_at: null },
    { name: "=cmd()", description: "-1", read_only: false, last_push_at: undefined },
  ];
  expect(toCsv(rows, ["name", "description", "read_only", "last_push_at"])).toBe(
    'name,description,read_only,last_push_at\r\na,"say ""hi"", twice\nor more",true,\r\n\'=cmd(),\'-1,false,\r\n',
  );
});
