import { expect, test } from "vitest";
import { withoutElements } from "./without-elements";

test.each([
  ["A --> B <--> C <-- D", "A --> B <--> C <-- D"],
  ["class A { <<interface>> }", "class A { <<interface>> }"],
  ["A <|-- B : one<br/>two<BR>three", "A <|-- B : one<br/>two<BR>three"],
  ["A[<img src=x onerror=alert(1)>]", "A[#lt;img src=x onerror=alert(1)>]"],
  ["A[<<img src=x onerror=alert(1)>>]", "A[<#lt;img src=x onerror=alert(1)>>]"],
  ["A[</div><script>x</script>]", "A[#lt;/div>#lt;script>x#lt;/script>]"],
  ["A[<!--x--><?x?>]", "A[#lt;!--x-->#lt;?x?>]"],
  ["A[<br onclick=x>]", "A[#lt;br onclick=x>]"],
])("%j reaches Mermaid without elements", (source, safe) => {
  expect(withoutElements(source)).toBe(safe);
});
