// From the words of the command line to one command and its exit code.
import { Command as Commander, CommanderError, Option } from 'commander';
import { z } from 'zod';
import { type Problem, toProblemText } from '../config/problem.ts';
import { errorTable } from '../core/error-table.ts';
import { AppError, toAppError } from '../core/errors.ts';
import { exitCodes } from '../core/exit-codes.ts';
import { toSentence } from '../workers/storage/operations/to-sentence.ts';
import type { Command, CommandIo } from './command.ts';
import { configOptions } from './config-options.ts';

const newcomers = `
To begin:
  ./zapflow start                 everything in the local sandbox: no account, no key, no server
  ./zapflow status                what is running (from another terminal)
  ./zapflow logs --follow         what it says
  ./zapflow stop                  stop it in order

Without any configuration Zapflow runs in sandbox mode on http://127.0.0.1:3000.
Settings: docs/configuration.md. Exit codes: 0 done, 1 failed, 2 wrong usage, 3 not running, 78 wrong
configuration or unusable database, 130 stopped by Ctrl-C.`;

/** Runs what the words ask for; never throws and never ends the process. */
export async function runCli(
  words: readonly string[],
  commands: readonly Command[],
  version: string,
  io: CommandIo,
): Promise<number> {
  let exitCode: number = exitCodes.ok;
  const cli = new Commander('zapflow')
    .description('Self-hosted trading and signal platform for crypto: isolated worker threads, one program.')
    .version(version, '--version', 'print the version')
    .helpOption('--help', 'print this help')
    .addHelpText('after', newcomers)
    .showSuggestionAfterError()
    .exitOverride()
    .configureOutput({ writeOut: io.out, writeErr: io.err });
  for (const command of commands)
    addCommand(cli, command, async (input) => {
      exitCode = await command.run(input, io);
    });
  try {
    if (words.length === 0) cli.help();
    await cli.parseAsync([...words], { from: 'user' });
    return exitCode;
  } catch (error) {
    return report(error, io);
  }
}

function addCommand(cli: Commander, command: Command, run: (input: unknown) => Promise<void>): void {
  const sub = cli
    .command(command.name)
    .description(command.summary)
    .exitOverride()
    .allowExcessArguments(false);
  for (const [name, summary] of command.positionals ?? []) sub.argument(name, summary);
  const options = [...(command.options ?? []), ...(command.isConfigured ? configOptions : [])];
  for (const { flags, summary, isList } of options) {
    const option = new Option(flags, summary);
    if (isList) option.argParser<string[]>((value, before) => [...(before ?? []), value]);
    sub.addOption(option);
  }
  if (command.details !== undefined) sub.addHelpText('after', `\n${command.details}`);
  sub.action(() => {
    const names = sub.registeredArguments.map((argument) => argument.name());
    return run({
      ...sub.opts(),
      ...Object.fromEntries(names.map((name, at) => [name, sub.processedArgs[at]])),
    });
  });
}

function report(error: unknown, io: CommandIo): number {
  // help and version come as errors of commander, which has written its text already
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
  if (error instanceof z.ZodError) {
    for (const issue of error.issues) io.err(`error: ${issue.path.join('.')}: ${issue.message}\n`);
    return exitCodes.usage;
  }
  const known = toAppError(error);
  const problems = known.details['problems'];
  if (known.code === 'CONFIG_INVALID' && Array.isArray(problems))
    io.err(toProblemText(problems as Problem[]));
  else if (known.code === 'PROGRAM_NOT_RUNNING') io.err(`${known.message}\n`);
  else io.err(`error: ${toSaid(known)}\n${toAdviceOf(known)}\n`);
  if (known.code === 'PROGRAM_NOT_RUNNING') return exitCodes.notRunning;
  if (known.kind === 'config') return exitCodes.config;
  if (!(error instanceof AppError)) io.err(`${known.stack ?? ''}\n`);
  return known.kind === 'bug' ? exitCodes.internal : exitCodes.failed;
}

/** The reasons of the signer are names, and its message is what they mean. */
function toSaid(error: AppError): string {
  return error.code === 'SIGNER_REFUSED' ? error.message : toSentence(error);
}

/** Who threw it may know better what to do than the table does. */
function toAdviceOf({ code, details }: AppError): string {
  const { advice } = details;
  return typeof advice === 'string' ? advice : errorTable[code].fix;
}
