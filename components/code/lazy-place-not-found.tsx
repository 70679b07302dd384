"use client";

import dynamic from "next/dynamic";

/** Every page of a repo carries its 404 with it, and hardly any shows it. */
export const LazyPlaceNotFound = dynamic(() =>
  import("./place-not-found").then((module) => module.PlaceNotFound),
);
