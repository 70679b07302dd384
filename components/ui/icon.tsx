import type { IconName, LargeIconName } from "./icon-names";

type IconProps = { className?: string } & (
  | { name: IconName; size?: 12 | 14 | undefined }
  | { name: LargeIconName; size: 24 }
);

/**
 * An icon in the colour of the text, 16 px unless said, drawn by the style sheet (`app/icons.css`): a drawing of its own would
 * stand in the page twice, and be a tree of its own for the browser. Empty, so that nothing is read out.
 */
export function Icon({ name, size, className }: IconProps) {
  // What is not said is not sent: React would send that it is undefined.
  return (
    <i
      data-icon={name}
      {...(size === undefined ? {} : { "data-size": size })}
      {...(className === undefined ? {} : { className })}
    />
  );
}
