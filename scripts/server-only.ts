/** Stands for the package of that name in programs that run on the server alone. */
export {};
