import type { Hosting } from "./hosting";

export interface Measured {
  name: string;
  help: string;
  value: number;
}

/** What is known without looking far: no table is counted row by row, no folder walked. */
export async function measureHosting(hosting: Hosting): Promise<Measured[]> {
  const { git, disk } = await hosting.storage.measure();
  const [counts, imports, maintenance] = await Promise.all([
    hosting.store.measure(),
    hosting.store.jobs.count("import"),
    hosting.store.jobs.count("maintain"),
  ]);
  const ofProcess = [
    { name: "git_processes", help: "Git processes that run.", value: git.running },
    { name: "git_waiting", help: "Requests in line for a git process.", value: git.waiting },
    { name: "imports_running", help: "Imports that run.", value: hosting.imports.runningCount },
    { name: "disk_bytes", help: "Size of the file system of the repos.", value: disk.totalBytes },
    { name: "disk_free_bytes", help: "What is free of it for the service.", value: disk.freeBytes },
  ];
  const ofAll = [
    { name: "import_jobs", help: "Imports that run or are in line.", value: imports },
    { name: "maintenance_jobs", help: "Repos that run or wait to be tidied.", value: maintenance },
    { name: "namespaces", help: "Namespaces.", value: counts.namespaces },
    { name: "repos", help: "Repos.", value: counts.repos },
    { name: "store_bytes", help: "Size of the database.", value: counts.sizeBytes },
  ];
  return [
    ...ofProcess.map((each) => ({ ...each, help: `${each.help} Of this process.` })),
    ...ofAll.map((each) => ({ ...each, help: `${each.help} Of the database: each process tells the same.` })),
  ];
}
