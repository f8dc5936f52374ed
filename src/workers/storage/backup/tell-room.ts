import { freeBytes } from './durable-files.ts';

/** `it needs about 12 MB and 0.3 MB are free`, or what of it is known. */
export function tellRoom(folder: string, neededBytes: number | undefined): string {
  const needed = neededBytes === undefined ? '' : `about ${toMegabytes(neededBytes)} are needed and `;
  return `${needed}${toMegabytes(freeBytes(folder))} are free in ${folder}`;
}

function toMegabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(bytes < 1e7 ? 2 : 0)} MB`;
}
