import { PlaceNotFound } from "@/components/code/place-not-found";
import { Page } from "@/components/shell/page";

export default function RepoNotFound() {
  return (
    <Page>
      <PlaceNotFound />
    </Page>
  );
}
