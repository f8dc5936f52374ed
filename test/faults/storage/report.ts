import { writeSync } from 'node:fs';

/** One line to the parent, in the pipe before anything else happens, so that no kill takes it back. */
export function report(what: string, about: string | number): void {
  writeSync(1, `${what} ${about}\n`);
}
