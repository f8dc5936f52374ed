// From signatures to rows: fetched in batches, decoded, recorded with the cursors that they move, then told.
import { z } from 'zod';
import { AppError, toAppError } from '../../../core/errors.ts';
import type { Context } from '../../../core/service.ts';
import type { DecodedTransaction } from '../../../domain/solana/decoded.ts';
import type { decoderContract } from '../../decoder/contract.ts';
import type { storageContract } from '../../storage/contract.ts';
import type { EndpointPool } from '../rpc/endpoint-pool.ts';
import { createRecorder } from './record-works.ts';
import type { Work, WorkQueue } from './work-queue.ts';

export type PipelineDoors = Pick<
  Context<never, { storage: typeof storageContract; decoder: typeof decoderContract }>,
  'clients' | 'clock' | 'log'
>;

export type PipelineOptions = {
  readonly queue: WorkQueue;
  readonly pool: EndpointPool;
  readonly commitment: string;
  /** Whether anybody still wants to know what happens to it. */
  isFollowed(address: string): boolean;
  /** Whether activity of this address is recorded; programs are only looked at. */
  isRecorded(address: string): boolean;
  /** Whether something newer of this address was recorded. */
  isLate(address: string, slot: number): boolean;
  /** Whether no branch of the chain has it any more; false where nobody can say. */
  isGone(signature: string, slot: number, signal: AbortSignal): Promise<boolean>;
  /** After the commit. */
  onRecorded(works: readonly Work[], transactions: readonly DecodedTransaction[], seq: number): void;
  /** It is left out: its branch ended, or with the reason why nobody can read it. */
  onGivenUp(work: Work, reason: string | null): void;
};

const MAX_AT_ONCE = 50;
/** Batches under way at the same time; they never share an address. */
const MAX_BATCHES = 3;
const HEDGE_MS = 2000;
const FIRST_RETRY_MS = 40;
const MAX_RETRY_MS = 2000;
const GIVE_UP_TRIES = 22;
const TROUBLE_MS = 500;

export type Pipeline = {
  /** There is more to do. */
  wake(): void;
  /** Why nothing goes on; null where it does. */
  readonly trouble: string | null;
  stop(): Promise<void>;
};

const answered = z
  .object({ transaction: z.object({ signatures: z.array(z.string()) }) })
  .transform(({ transaction }) => transaction.signatures[0]);

export function createPipeline(doors: PipelineDoors, options: PipelineOptions): Pipeline {
  const { clock, log } = doors;
  const { queue } = options;
  const stopping = new AbortController();
  const { signal } = stopping;
  const running = new Set<Promise<void>>();
  const record = createRecorder(doors.clients, options);
  let trouble: string | null = null;
  let timer: { cancel(): void } | undefined;

  const wake = (): void => {
    while (!signal.aborted && running.size < MAX_BATCHES) {
      const works = queue.take(MAX_AT_ONCE, clock.monotonicMs());
      if (works.length === 0) break;
      const run = handle(works).finally(() => {
        running.delete(run);
        wake();
      });
      running.add(run);
    }
    timer?.cancel();
    const next = queue.nextMs(clock.monotonicMs());
    if (next !== null && !signal.aborted) timer = clock.after(Math.max(1, next - clock.monotonicMs()), wake);
  };

  const handle = async (works: readonly Work[]): Promise<void> => {
    const open = new Set(works);
    const done = (some: readonly Work[]): void => {
      for (const work of some) open.delete(work);
      queue.done(some);
    };
    const giveUp = (work: Work, reason: string | null): void => {
      done([work]);
      options.onGivenUp(work, reason);
    };
    try {
      const wanted = works.filter(({ addresses }) => [...addresses].some(options.isFollowed));
      done(works.filter((work) => !wanted.includes(work)));
      const answers = await fetchAll(options, wanted, signal);
      // What comes after one that is not there yet, for the same address, waits for it.
      const held = new Set<string>();
      const there: Work[] = [];
      const texts: string[] = [];
      for (const [i, work] of wanted.entries()) {
        const isFree = ![...work.addresses].some((address) => held.has(address));
        const answer = answers[i];
        if (isFree && typeof answer === 'string') {
          there.push(work);
          texts.push(answer);
        } else if (!isFree || !(await isOver(work, answer, giveUp)))
          for (const address of work.addresses) held.add(address);
      }
      if (there.length > 0) await record(there, texts, { done, giveUp });
      trouble = null;
    } catch (thrown) {
      const error = toAppError(thrown);
      for (const work of open)
        work.notBeforeMs = Math.max(work.notBeforeMs, clock.monotonicMs() + TROUBLE_MS);
      if (!signal.aborted) {
        if (trouble === null) log.warn(`what happens on the chain cannot be recorded: ${error.message}`);
        trouble = error.message;
      }
    } finally {
      queue.putBack(works.filter((work) => open.has(work)));
    }
  };

  /** Counts another try in vain; true where there is no use in more of them. */
  const isOver = async (
    work: Work,
    answer: unknown,
    giveUp: (work: Work, reason: string | null) => void,
  ): Promise<boolean> => {
    const { signature, slot } = work;
    const isRefused = answer instanceof AppError && answer.kind === 'refused';
    // One that is busy or behind says nothing about the transaction.
    if (answer === null || isRefused) work.tries += 1;
    const laterMs = Math.min(MAX_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.min(work.tries, 8));
    work.notBeforeMs = clock.monotonicMs() + laterMs;
    if (work.tries < GIVE_UP_TRIES) return false;
    if (!isRefused && !(await options.isGone(signature, slot, signal))) return false;
    giveUp(work, isRefused ? answer.message : null);
    return true;
  };

  return {
    wake,
    get trouble() {
      return trouble;
    },
    async stop() {
      stopping.abort();
      timer?.cancel();
      await Promise.all(running);
    },
  };
}

/** Results of `getTransaction` as text; null where no node knows one yet, an error where none could say. */
async function fetchAll(
  { pool, commitment }: PipelineOptions,
  works: readonly Work[],
  signal: AbortSignal,
): Promise<readonly (string | AppError | null)[]> {
  const options = { encoding: 'json', maxSupportedTransactionVersion: 0, commitment };
  const answers = await pool.batch(
    works.map(({ signature }) => ({ method: 'getTransaction', params: [signature, options] })),
    { signal, urgent: true, hedgeMs: HEDGE_MS },
  );
  return answers.map((answer, i) => {
    if (answer === null || answer instanceof AppError) return answer;
    if (answered.safeParse(answer).data === works[i]?.signature) return JSON.stringify(answer);
    return new AppError('RPC_REFUSED', 'The node answered with something else than the transaction.');
  });
}
