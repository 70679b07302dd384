import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";

/** Finds refs by a part of the name. A form of the page's own address: it works without JavaScript. */
export function RefsFilter({ action, label, value }: { action: string; label: string; value: string }) {
  return (
    <search className="min-w-0 flex-1 basis-56 sm:max-w-80">
      <form action={action} className="flex gap-2">
        <Input type="search" name="q" aria-label={label} placeholder={label} defaultValue={value} />
        <Button type="submit">Filter</Button>
      </form>
    </search>
  );
}
