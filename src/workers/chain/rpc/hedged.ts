// Two ways to the same answer: the second is gone where the first takes long, fails or brings too little.
import type { Clock } from '../../../core/clock.ts';

/** The first answer that is enough; where none is, what the first way brought, or else the second. */
export async function hedged<T>(
  clock: Clock,
  afterMs: number,
  first: () => Promise<T>,
  second: () => Promise<T>,
  isEnough: (answer: T) => boolean,
): Promise<T> {
  const inTime = new AbortController();
  const one = first();
  const isGood = await Promise.race([
    one.then(isEnough, () => false),
    clock.sleep(afterMs, inTime.signal).then(
      () => false,
      () => false,
    ),
  ]);
  inTime.abort();
  if (isGood) return await one;
  const two = second();
  const enough = async (answer: Promise<T>): Promise<T> => {
    const got = await answer;
    if (isEnough(got)) return got;
    throw new Error('too little');
  };
  return await Promise.any([enough(one), enough(two)]).catch(() => one.catch(() => two));
}
