"use client";

import dynamic from "next/dynamic";

// Drawn on the server like everything else; what makes them alive is loaded with the files that need it only.

export const LaterJsonTree = dynamic(() => import("./json-tree").then((module) => module.JsonTree));

export const LaterSortableTable = dynamic(() =>
  import("./sortable-table").then((module) => module.SortableTable),
);

export const LaterImagePreview = dynamic(() =>
  import("./image-preview").then((module) => module.ImagePreview),
);
