// Runs seeds in processes of their own, several at a time: a process that simulates has no real time left for anything else.
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { SeedResult } from '../../src/core/simulation/run-seed.ts';
import type { Shrunk } from '../../src/core/simulation/shrink.ts';

export type Job = {
  readonly scenario: string;
  readonly seed: number;
  /** Ids of faults and operations that are left out. */
  readonly mask?: readonly string[];
  readonly isShrunk?: boolean;
};

export type Answer = { readonly result: SeedResult; readonly shrunk: Shrunk | undefined };

export type ProcessesOptions = {
  /** Folder whose `src` and `test` are run; default this one. */
  readonly root?: string;
  /** File with another list of scenarios. */
  readonly registry?: string | undefined;
  /** How many at a time; default one for each core, 4 at most. */
  readonly processes?: number | undefined;
  /** Seeds end within milliseconds; a process that is silent for longer hangs in a loop of its own and is ended. */
  readonly silenceMs?: number | undefined;
  /** Called for each answer; false ends the run. */
  onAnswer?(answer: Answer): boolean;
};

/** Starting a process costs as much as some twenty seeds. */
const MIN_CHUNK = 25;
const SILENCE_MS = 60_000;

/** A process that did not survive a seed. */
export class ProcessEnded extends Error {
  readonly job: Job;
  /** Whether it fell silent; else it ended by itself. */
  readonly isHung: boolean;

  constructor(job: Job, isHung: boolean, complaint: string) {
    const how = isHung ? 'hung and was ended' : 'ended';
    super(`The process of scenario ${job.scenario}, seed ${job.seed} ${how}.\n${complaint}`);
    this.job = job;
    this.isHung = isHung;
  }
}

const here = fileURLToPath(new URL('../../', import.meta.url));

/** Answers in the order of the jobs, whatever the number of processes. Rejects with ProcessEnded when one does not survive a seed. */
export async function runJobs(jobs: readonly Job[], options: ProcessesOptions = {}): Promise<Answer[]> {
  const {
    processes = Math.min(4, availableParallelism()),
    root = here,
    registry,
    silenceMs = SILENCE_MS,
    onAnswer = () => true,
  } = options;
  const size = Math.max(MIN_CHUNK, Math.ceil(jobs.length / (processes * 4)));
  const chunks = Array.from({ length: Math.ceil(jobs.length / size) }, (_, i) =>
    jobs.slice(i * size, (i + 1) * size),
  );
  const answers: Answer[][] = chunks.map(() => []);
  const ending = new AbortController();
  let next = 0;
  const work = async () => {
    for (let i = next++; i < chunks.length && !ending.signal.aborted; i = next++) {
      const given = answers[i] as Answer[];
      await runChunk(chunks[i] ?? [], { root, registry, silenceMs, signal: ending.signal }, (answer) => {
        given.push(answer);
        if (!onAnswer(answer)) ending.abort();
      });
    }
  };
  try {
    await Promise.all(Array.from({ length: processes }, work));
  } finally {
    // After a failure the others would run on.
    ending.abort();
  }
  return answers.flat();
}

type ChunkOptions = {
  readonly root: string;
  readonly registry: string | undefined;
  readonly silenceMs: number;
  readonly signal: AbortSignal;
};

function runChunk(
  jobs: readonly Job[],
  { root, registry, silenceMs, signal }: ChunkOptions,
  onAnswer: (answer: Answer) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const args = ['--import', `${root}test/simulation/install.ts`, `${root}test/simulation/run-seeds.ts`];
    if (registry !== undefined) args.push(registry);
    const child = spawn(process.execPath, args, {
      env: { ...process.env, NODE_COMPILE_CACHE: `${here}node_modules/.cache/zapflow` },
    });
    let answered = 0;
    let complaint = '';
    let isHung = false;
    const kill = () => child.kill('SIGKILL');
    const onSilence = () => {
      isHung = true;
      kill();
    };
    let watch = setTimeout(onSilence, silenceMs);
    signal.addEventListener('abort', kill);
    child.stderr.on('data', (text) => {
      complaint = (complaint + text).slice(-4000);
    });
    createInterface(child.stdout).on('line', (line) => {
      // Half a line, of a process that was ended.
      if (signal.aborted || isHung) return;
      clearTimeout(watch);
      watch = setTimeout(onSilence, silenceMs);
      answered++;
      onAnswer(JSON.parse(line) as Answer);
    });
    child.on('error', reject);
    child.on('close', (code) => {
      clearTimeout(watch);
      signal.removeEventListener('abort', kill);
      if (signal.aborted || answered === jobs.length) return resolve();
      const job = jobs[answered] as Job;
      reject(new ProcessEnded(job, isHung, `${isHung ? '' : `Exit code ${code ?? 'none'}.\n`}${complaint}`));
    });
    child.stdin.end(JSON.stringify(jobs));
  });
}
