// The map of the program: every worker in the order of starting, which is the reverse order of stopping.

/** In the order of starting: who is used before who uses. */
const names = [
  'logger',
  'storage',
  'cache',
  'market',
  'analyst',
  'decoder',
  'chain',
  'pricer',
  'gateway',
] as const;

export type WorkerName = (typeof names)[number];
export type WorkerEntry = { readonly name: WorkerName; readonly module: string };

export const workers: readonly WorkerEntry[] = names.map((name) => ({
  name,
  module: new URL(`./${name}/service.ts`, import.meta.url).href,
}));
