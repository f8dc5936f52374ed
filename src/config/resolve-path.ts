// What a person wrote as a path, made absolute.
import { join, resolve } from 'node:path';

export type PathBase = {
  /** Folder that relative paths start from. */
  readonly cwd: string;
  /** `HOME` of it is what a leading `~` stands for. */
  readonly env: Readonly<Record<string, string | undefined>>;
};

/**
 * Absolute; `~` and `~/x` lead into the home folder, since no shell replaces them in a file, a variable or `--data=~/x`.
 * Where no home folder is known they are a folder named `~`, as any other name would be.
 */
export function resolvePath(given: string, { cwd, env }: PathBase): string {
  const home = env['HOME'];
  const isInHome = home && (given === '~' || given.startsWith('~/'));
  return isInHome ? resolve(join(home, given.slice(1))) : resolve(cwd, given);
}
