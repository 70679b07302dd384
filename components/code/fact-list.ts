/** What each list takes from which a file's language or encoding is chosen. */
export interface FactListProps {
  currentId: string | null;
  isChosen: boolean;
  /** Stands above the list. */
  note?: string;
  onChosen: () => void;
}
