import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** As it is kept in the project. */
export function loadProgram(name: 'cpmm' | 'curve' | 'metadata'): Uint8Array {
  return readFileSync(join(import.meta.dirname, `${name}.so`));
}
