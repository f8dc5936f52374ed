// Lives of the child, one after the other on one data folder, each ended by SIGKILL but the last.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Random } from '../../../src/core/random.ts';
import { toStorageSettings } from './storage-settings.ts';

export type Line = { readonly what: string; readonly about: string };

export type Life = { readonly placement: 'single' | 'isolated'; readonly lines: readonly Line[] };

/** One life in eight has its threads; the others start faster. */
const ISOLATED_OF = 8;
/** One life in three is ended while it starts, the others after so many lines at most. */
const STARTING_OF = 3;
const START_MS = 120;
const MAX_LINES = 60;

type Waiting = { readonly child: ChildProcess; readonly placement: Life['placement'] };

/** Yields each life when it has ended. */
export async function* killAgainAndAgain(
  folder: string,
  kills: number,
  random: Random,
): AsyncGenerator<Life> {
  let next = load(folder, 0, random);
  try {
    for (let life = 0; life < kills; life++) {
      const { child, placement } = next;
      next = load(folder, life + 1, random, life + 1 === kills);
      yield { placement, lines: await live(child, life, toEnd(random)) };
    }
    yield { placement: next.placement, lines: await live(next.child, kills, undefined) };
  } finally {
    next.child.kill('SIGKILL');
  }
}

/** After that many lines, none being its start, and that much time. */
type End = { readonly lines: number; readonly delayMs: number };

function toEnd(random: Random): End {
  const isStarting = random.below(STARTING_OF) === 0;
  const lines = isStarting ? 0 : 1 + random.below(MAX_LINES);
  return { lines, delayMs: random.next() * (isStarting ? START_MS : 2) };
}

async function live(child: ChildProcess, life: number, end: End | undefined): Promise<Line[]> {
  const lines: Line[] = [];
  const look = () => {
    if (lines.length === end?.lines) setTimeout(() => child.kill('SIGKILL'), end.delayMs);
  };
  const output = createInterface({ input: child.stdout as NonNullable<ChildProcess['stdout']> });
  output.on('line', (text) => {
    const [what = '', about = ''] = text.split(' ');
    lines.push({ what, about });
    look();
  });
  child.stdin?.end('\n');
  look();
  const [code, signal] = await once(child, 'close');
  if (end ? signal !== 'SIGKILL' : code !== 0)
    throw new Error(`Life ${life} ended by itself with ${code ?? signal}.`);
  return lines;
}

function load(folder: string, life: number, random: Random, isLast = false): Waiting {
  const placement = random.below(ISOLATED_OF) === 0 ? 'isolated' : 'single';
  // Placed together nobody reads beside the writer, and no thread has to start.
  const settings = { ...toStorageSettings(folder), ...(placement === 'single' && { readerThreads: 0 }) };
  const words = [JSON.stringify(settings), String(life), placement];
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, 'child.ts'), ...words, ...(isLast ? ['rest'] : [])],
    {
      stdio: ['pipe', 'pipe', 'inherit'],
      env: { NODE_COMPILE_CACHE: join(folder, 'compiled'), ...process.env },
    },
  );
  return { child, placement };
}
