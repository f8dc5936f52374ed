import type { CommandIo } from './command.ts';

/** Asks the person at the terminal; only `y` or `yes` is agreement. False where nobody can be asked. */
export async function confirm({ ask }: Pick<CommandIo, 'ask'>, question: string): Promise<boolean> {
  return /^y(es)?$/i.test((await ask?.(`${question} [yes/no] `))?.trim() ?? '');
}
