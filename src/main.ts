// The main thread: one command of the command line, or the guard over it, and its exit code.
import { isGuarded } from './cli/guard/guard-words.ts';

const words = process.argv.slice(2);
// each loads only what it needs
const { run } = isGuarded(words)
  ? await import('./cli/guard/guard-main.ts')
  : await import('./cli/command-main.ts');
process.exitCode = await run(words);
