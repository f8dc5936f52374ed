// From signatures to rows: fetched in batches, decoded, recorded with the cursors that they move, then told.
import { AppError, toAppError } from '../../../core/errors.ts';
import type { Context } from '../../../core/service.ts';
import type { DecodedTransaction } from '../../../domain/solana/decoded.ts';
import type { decoderContract } from '../../decoder/contract.ts';
import type { storageContract } from '../../storage/contract.ts';
import type { EndpointPool } from '../rpc/endpoint-pool.ts';
import type { Work, WorkQueue } from './work-queue.ts';

export type PipelineDoors = Pick<
  Context<never, { storage: typeof storageContract; decoder: typeof decoderContract }>,
  'clients' | 'clock' | 'log'
>;

export type PipelineOptions = {
  readonly queue: WorkQueue;
  readonly pool: EndpointPool;
  readonly commitment: string;
  /** Whether activity of this address is recorded; programs are only looked at. */
  isRecorded(address: string): boolean;
  /** After the commit. */
  onRecorded(works: readonly Work[], transactions: readonly DecodedTransaction[], seq: number): void;
  /** No node knows what was announced. */
  onGivenUp(work: Work): void;
};

const MAX_AT_ONCE = 50;
/** Batches under way at the same time; they never share an address. */
const MAX_BATCHES = 3;
const MAX_DECODE_CHARS = 600_000;
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

export function createPipeline(doors: PipelineDoors, options: PipelineOptions): Pipeline {
  const { clock, log } = doors;
  const { queue } = options;
  const stopping = new AbortController();
  const running = new Set<Promise<void>>();
  let trouble: string | null = null;
  let timer: { cancel(): void } | undefined;

  const wake = (): void => {
    while (!stopping.signal.aborted && running.size < MAX_BATCHES) {
      const works = queue.take(MAX_AT_ONCE, clock.monotonicMs());
      if (works.length === 0) break;
      const run = handle(works).finally(() => {
        running.delete(run);
        wake();
      });
      running.add(run);
    }
    timer?.cancel();
    const next = queue.nextMs();
    if (next !== null && !stopping.signal.aborted)
      timer = clock.after(Math.max(1, next - clock.monotonicMs()), wake);
  };

  const putBack = (works: readonly Work[], afterMs: (work: Work) => number): void => {
    for (const work of works) work.notBeforeMs = clock.monotonicMs() + afterMs(work);
    queue.putBack(works);
  };

  const handle = async (works: readonly Work[]): Promise<void> => {
    try {
      const texts = await fetchAll(options, works, stopping.signal);
      const there = works.filter((_, i) => texts[i] !== null);
      const missing = works.filter((_, i) => texts[i] === null);
      retryOrGiveUp(missing);
      if (there.length > 0) {
        try {
          await record(
            there,
            texts.filter((text) => text !== null),
          );
        } catch (thrown) {
          putBack(there, () => TROUBLE_MS);
          throw thrown;
        }
      }
      trouble = null;
    } catch (thrown) {
      const error = toAppError(thrown);
      const open = works.filter(({ isTaken }) => isTaken);
      putBack(
        open.filter((work) => !finished.has(work)),
        () => TROUBLE_MS,
      );
      if (stopping.signal.aborted) return;
      if (trouble === null) log.warn(`what happens on the chain cannot be recorded: ${error.message}`);
      trouble = error.message;
    }
  };
  const finished = new WeakSet<Work>();

  const retryOrGiveUp = (missing: readonly Work[]): void => {
    const lost = missing.filter((work) => ++work.tries > GIVE_UP_TRIES);
    putBack(
      missing.filter(({ tries }) => tries <= GIVE_UP_TRIES),
      ({ tries }) => Math.min(MAX_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.min(tries, 8)),
    );
    for (const work of lost) {
      finished.add(work);
      options.onGivenUp(work);
    }
    queue.done(lost);
  };

  const record = async (works: readonly Work[], texts: readonly string[]): Promise<void> => {
    const transactions: DecodedTransaction[] = [];
    for (const part of inParts(texts))
      transactions.push(...(await doors.clients.decoder.decode({ transactions: part })));
    if (transactions.length !== works.length)
      throw new AppError('RPC_REFUSED', 'The decoder answered for another number of transactions.');
    const recorded = works.flatMap((work) =>
      [...work.addresses]
        .filter((address) => options.isRecorded(address))
        .map((address) => ({ address, signature: work.signature, isLate: work.isLate })),
    );
    const { seq } = await doors.clients.storage.recordChain({
      transactions,
      activity: recorded,
      cursors: cursorsOf(works, options.isRecorded),
    });
    for (const work of works) finished.add(work);
    queue.done(works);
    options.onRecorded(works, transactions, seq);
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

/** Results of `getTransaction` as text; null where no node knows one yet. */
async function fetchAll(
  { pool, commitment }: PipelineOptions,
  works: readonly Work[],
  signal: AbortSignal,
): Promise<readonly (string | null)[]> {
  const options = { encoding: 'json', maxSupportedTransactionVersion: 0, commitment };
  const answers = await pool.batch(
    works.map(({ signature }) => ({ method: 'getTransaction', params: [signature, options] })),
    { signal, urgent: true },
  );
  return answers.map((answer) =>
    answer === null || answer instanceof AppError ? null : JSON.stringify(answer),
  );
}

/** Cursors move to the last of each address, but not for one that was found behind it. */
function cursorsOf(works: readonly Work[], isRecorded: (address: string) => boolean) {
  const last = new Map<string, { address: string; signature: string; slot: number }>();
  for (const { addresses, signature, slot, isLate } of works)
    if (!isLate)
      for (const address of addresses)
        if (isRecorded(address)) last.set(address, { address, signature, slot });
  return [...last.values()];
}

function* inParts(texts: readonly string[]): Generator<string[]> {
  let part: string[] = [];
  let chars = 0;
  for (const text of texts) {
    if (part.length > 0 && chars + text.length > MAX_DECODE_CHARS) {
      yield part;
      part = [];
      chars = 0;
    }
    part.push(text);
    chars += text.length;
  }
  if (part.length > 0) yield part;
}
