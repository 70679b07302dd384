import { Icon } from "./icon";

interface CopyButtonProps {
  text: string;
  /** What is copied, as in "Copy <what>". */
  what: string;
  className?: string;
  /** Announces it to the palette: for the one such button of a page. */
  action?: string;
}

/** Copies a text: `CopyTurns` does. A plain element on purpose, as lists have one in each row; its look is in `app/copy-button.css`. */
export function CopyButton({ text, what, className, action }: CopyButtonProps) {
  return (
    // Named by its title alone.
    <button type="button" data-copy={text} data-action={action} title={`Copy ${what}`} className={className}>
      <Icon name="copy" />
    </button>
  );
}
