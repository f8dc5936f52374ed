// Decodes what was fetched and records it with the cursors that it moves, in writes that storage takes.
import { AppError, toAppError } from '../../../core/errors.ts';
import type { DecodedTransaction } from '../../../domain/solana/decoded.ts';
import type { PipelineDoors, PipelineOptions } from './pipeline.ts';
import type { Work } from './work-queue.ts';

const MAX_DECODE_CHARS = 600_000;
const MAX_DECODED_AT_ONCE = 100;
/** What storage takes in one write. */
const MAX_ACTIVITY = 800;

type Outcome = {
  done(works: readonly Work[]): void;
  giveUp(work: Work, reason: string): void;
};

type Pair = { readonly work: Work; readonly decoded: DecodedTransaction };

/** Rejects where the decoder or storage is away: what is not done by then is still to do. */
export function createRecorder(
  { decoder, storage }: PipelineDoors['clients'],
  { isRecorded, isLate, onRecorded }: Pick<PipelineOptions, 'isRecorded' | 'isLate' | 'onRecorded'>,
) {
  const write = async (pairs: readonly Pair[], { done }: Outcome): Promise<void> => {
    const activity = pairs.flatMap(({ work: { addresses, signature, slot } }) =>
      [...addresses]
        .filter(isRecorded)
        .map((address) => ({ address, signature, isLate: isLate(address, slot) })),
    );
    const works = pairs.map(({ work }) => work);
    const transactions = pairs.map(({ decoded }) => decoded);
    const { seq } = await storage.recordChain({
      transactions,
      activity,
      cursors: cursorsOf(works, isRecorded, isLate),
    });
    done(works);
    onRecorded(works, transactions, seq);
  };
  /** One that storage never takes must not hold up the others. */
  const writeOrSplit = async (pairs: readonly Pair[], outcome: Outcome): Promise<void> => {
    try {
      await write(pairs, outcome);
    } catch (thrown) {
      const error = toAppError(thrown);
      const [only] = pairs;
      if (error.kind !== 'input' || only === undefined) throw error;
      if (pairs.length === 1) return outcome.giveUp(only.work, error.message);
      for (const pair of pairs) await writeOrSplit([pair], outcome);
    }
  };
  return async (works: readonly Work[], texts: readonly string[], outcome: Outcome): Promise<void> => {
    const decoded: DecodedTransaction[] = [];
    for (const transactions of inParts(texts, MAX_DECODE_CHARS, MAX_DECODED_AT_ONCE, ({ length }) => length))
      decoded.push(...(await decoder.decode({ transactions })));
    const pairs = works.flatMap((work, i): Pair[] => {
      const one = decoded[i];
      return one === undefined ? [] : [{ work, decoded: one }];
    });
    if (decoded.length !== works.length)
      throw new AppError('RPC_REFUSED', 'The decoder answered for another number of transactions.');
    for (const part of inParts(pairs, MAX_ACTIVITY, Infinity, ({ work }) => work.addresses.size))
      await writeOrSplit(part, outcome);
  };
}

/** Cursors move to the last of each address, but not for one that was found behind it. */
function cursorsOf(
  works: readonly Work[],
  isRecorded: PipelineOptions['isRecorded'],
  isLate: PipelineOptions['isLate'],
) {
  const last = new Map<string, { address: string; signature: string; slot: number }>();
  for (const { addresses, signature, slot } of works)
    for (const address of addresses) {
      const isBehind = slot < (last.get(address)?.slot ?? 0) || isLate(address, slot);
      if (isRecorded(address) && !isBehind) last.set(address, { address, signature, slot });
    }
  return [...last.values()];
}

/** Consecutive parts, each of at most so much weight and so many; what weighs more by itself is alone. */
function* inParts<T>(
  all: readonly T[],
  most: number,
  count: number,
  weigh: (one: T) => number,
): Generator<T[]> {
  let part: T[] = [];
  let weight = 0;
  for (const one of all) {
    if (part.length > 0 && (weight + weigh(one) > most || part.length >= count)) {
      yield part;
      part = [];
      weight = 0;
    }
    part.push(one);
    weight += weigh(one);
  }
  if (part.length > 0) yield part;
}
