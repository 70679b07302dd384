"use client";

import dynamic from "next/dynamic";

// Drawn on the server like everything else; what makes them alive is loaded with the files that need it only.

export const LazyJsonTree = dynamic(() => import("./json-tree").then((module) => module.JsonTree));

export const LazySortableTable = dynamic(() =>
  import("./sortable-table").then((module) => module.SortableTable),
);

export const LazyImagePreview = dynamic(() =>
  import("./image-preview").then((module) => module.ImagePreview),
);
