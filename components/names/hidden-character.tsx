/** What would not be seen in a text, by its name: the style sheet draws it in its place, and a copy has the character itself. */
export const HiddenCharacter = ({ name, children }: { name: string; children: string }) => (
  <bdi className="hidden-char" data-name={name} title={name}>
    {children}
  </bdi>
);
