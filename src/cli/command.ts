// What a command of the command line is, and what it is given.
import type { z } from 'zod';
import type { Clock } from '../core/clock.ts';
import type { Terminal } from '../signer/prompt-passphrase.ts';

/** The world of a command: the terminal, the environment, the clock. */
export type CommandIo = {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly color: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly clock: Clock;
  /** Folder of the package: package.json, src, bench. */
  readonly root: string;
  /** Aborts on the first Ctrl-C, SIGTERM or SIGHUP; from the first read of it on only the second of them ends the process. */
  readonly interrupted: () => AbortSignal;
  /** Asks the person at the terminal; undefined where there is none. */
  readonly ask: ((question: string) => Promise<string>) | undefined;
  /** Where secrets are typed, and not shown; undefined where standard input is no terminal. */
  readonly terminal: Terminal | undefined;
};

export type CommandOption = {
  /** As commander takes it: `--lines <count>`. */
  readonly flags: string;
  readonly summary: string;
  /** Whether the option may be given several times; its value is then a list. */
  readonly isList?: boolean;
};

export type Command = {
  readonly name: string;
  readonly summary: string;
  /** Positional arguments as commander takes them: `<worker>`, `[subject]`, `[rest...]`. */
  readonly positionals?: readonly (readonly [name: string, summary: string])[];
  readonly options?: readonly CommandOption[];
  /** Whether the command reads the configuration and so takes `--config`, `--set` and its short forms. */
  readonly isConfigured?: boolean;
  readonly details?: string;
  /** Gives the exit code. */
  readonly run: (input: unknown, io: CommandIo) => Promise<number>;
};

type Definition<Input extends z.ZodType> = Omit<Command, 'run'> & {
  /** Options and positional arguments by name. */
  readonly input: Input;
  readonly run: (input: z.output<Input>, io: CommandIo) => Promise<number>;
};

/** Declares a command; its input is checked before it runs, and what is wrong is a ZodError. */
export function defineCommand<Input extends z.ZodType>(definition: Definition<Input>): Command {
  const { input, run, ...rest } = definition;
  return { ...rest, run: async (given, io) => run(input.parse(given), io) };
}
