// The real terminal, environment and clock for commands.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { MessageChannel } from 'node:worker_threads';
import { systemClock } from '../core/clock.ts';
import { exitCodes } from '../core/exit-codes.ts';
import type { CommandIo } from './command.ts';
import { interrupts, toInterrupt, toInterruptCode } from './interrupt.ts';

export type Hold = { release(): void };

/** `hold` keeps the process alive until it is released, which timers of the clock do not. */
export function createIo(): { io: CommandIo; version: string; hold: Hold } {
  const root = join(import.meta.dirname, '..', '..');
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  const io: CommandIo = {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    color: process.stdout.isTTY === true && (process.env['NO_COLOR'] ?? '') === '',
    env: process.env,
    cwd: process.cwd(),
    clock: systemClock,
    root,
    interrupted: createInterrupt(),
    ask: process.stdin.isTTY && process.stdout.isTTY ? askTerminal : undefined,
    terminal: process.stdin.isTTY ? { input: process.stdin, output: process.stderr } : undefined,
  };
  // `zapflow logs | head` ends the pipe; that is no error of ours
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit(exitCodes.ok);
  });
  return { io, version, hold: createHold() };
}

async function askTerminal(question: string): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    // Ctrl-C and Ctrl-D are no answer, and no answer is no.
    terminal.once('SIGINT', () => {
      // Closed only when whoever else listens has been told, so that the command knows why there is no answer.
      process.once('SIGINT', () => terminal.close());
      process.kill(process.pid, 'SIGINT');
    });
    const noAnswer = new Promise<string>((resolve) => terminal.once('close', () => resolve('')));
    return await Promise.race([terminal.question(question).catch(() => ''), noAnswer]);
  } finally {
    terminal.close();
  }
}

function createInterrupt(): () => AbortSignal {
  let controller: AbortController | undefined;
  return () => {
    if (controller === undefined) {
      const created = new AbortController();
      for (const signal of interrupts)
        process.on(signal, () => {
          // Who asks twice does not want to wait for an orderly end.
          if (created.signal.aborted) process.exit(toInterruptCode(created.signal));
          created.abort(toInterrupt(signal));
        });
      controller = created;
    }
    return controller.signal;
  };
}

function createHold(): Hold {
  const { port1, port2 } = new MessageChannel();
  port1.on('message', () => undefined);
  return {
    release: () => {
      port1.close();
      port2.close();
    },
  };
}
