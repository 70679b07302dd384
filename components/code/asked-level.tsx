"use client";

import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { treeLevelQuery } from "@/lib/queries/directories";
import type { TreeLevel } from "@/lib/wire/answers";
import { indent, LevelPending } from "./level-pending";

interface AskedLevelProps {
  namespace: string;
  repo: string;
  hash: string;
  depth: number;
  draw: (level: TreeLevel) => ReactNode;
}

/** The entries of a folder that the page did not bring. */
export function AskedLevel({ namespace, repo, hash, depth, draw }: AskedLevelProps) {
  const { data, error, refetch } = useQuery(treeLevelQuery(namespace, repo, hash));
  if (error) {
    return (
      <div role="none" className="py-1 text-12 text-danger" style={indent(depth)}>
        Could not be read.{" "}
        <Button size="sm" variant="ghost" onClick={() => void refetch()}>
          Try again
        </Button>
      </div>
    );
  }
  return data === undefined ? <LevelPending depth={depth} /> : draw(data);
}
