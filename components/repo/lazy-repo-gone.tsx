"use client";

import dynamic from "next/dynamic";

/** Every page of a repo carries its 404 with it, and hardly any shows it. */
export const LazyRepoGone = dynamic(() => import("./repo-gone").then((module) => module.RepoGone));
