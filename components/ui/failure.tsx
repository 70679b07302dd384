import { Button } from "./button";
import { Icon } from "./icon";

interface FailureProps {
  title: string;
  advice: string;
  onRetry?: () => void;
  /** Where it is all that a page shows. */
  isPage?: boolean;
}

/** Something did not work: what happened, what to do, and the button that does it. */
export function Failure({ title, advice, onRetry, isPage }: FailureProps) {
  const Title = isPage ? "h1" : "h2";
  return (
    <div role="alert" className="grid justify-items-center gap-3 px-6 py-14 text-center">
      <Icon name="circle-exclamation-point" size={24} className="text-danger" />
      <Title className="max-w-full text-16 font-semibold [overflow-wrap:anywhere]">{title}</Title>
      <p className="max-w-md text-14 text-balance text-text-muted [overflow-wrap:anywhere]">{advice}</p>
      {onRetry ? (
        <Button onClick={onRetry} className="mt-2">
          Try again
        </Button>
      ) : null}
    </div>
  );
}
