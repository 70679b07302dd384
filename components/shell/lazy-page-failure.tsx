"use client";

import dynamic from "next/dynamic";

/** Its words and buttons are loaded where a page has failed only. */
export const LazyPageFailure = dynamic(() => import("./page-failure").then((module) => module.PageFailure));
