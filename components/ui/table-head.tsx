import type { Key, ReactNode } from "react";
import { HeaderCell, type Sorting } from "./data-table";

interface Column {
  id: Key;
  column: { id: string };
}

interface TableHeadProps<Header extends Column> {
  groups: readonly { id: Key; headers: readonly Header[] }[];
  /** Over the boxes by which rows are selected. */
  selectAll: ReactNode;
  /** By the column's id. */
  classes: Readonly<Record<string, string>>;
  /** Undefined for a column that cannot be sorted by. */
  sortingOf: (header: Header) => Sorting | undefined;
  children: (header: Header) => ReactNode;
}

/** The head of a table whose rows can be selected, from the header groups of React Table. */
export function TableHead<Header extends Column>(props: TableHeadProps<Header>) {
  const { groups, selectAll, classes, sortingOf, children } = props;
  return (
    <thead>
      {groups.map((group) => (
        <tr key={group.id}>
          <HeaderCell className="pick">{selectAll}</HeaderCell>
          {group.headers.map((header) => (
            <HeaderCell key={header.id} className={classes[header.column.id]} sort={sortingOf(header)}>
              {children(header)}
            </HeaderCell>
          ))}
        </tr>
      ))}
    </thead>
  );
}
