/** Leaks that share one walk. Apart from the schemas, for the page that carries none. */
export const leaksAtOnceMax = 200;
