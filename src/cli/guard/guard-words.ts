// Told from the words alone, so that the guard need not load what the program is made of.
const unguarded = new Set(['--no-guard', '--help']);

/** Whether a guard is to run the command: `start`, unless it is told to do without. */
export function isGuarded([command, ...words]: readonly string[]): boolean {
  return command === 'start' && !words.some((word) => unguarded.has(word));
}
