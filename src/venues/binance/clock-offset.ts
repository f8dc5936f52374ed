// How far the venue's clock is from ours, by the quickest of some round trips, and by stamps that cannot lie ahead of their arrival.
import { toAppError } from '../../core/errors.ts';
import type { ClockReading, SkewReport, VenueDoors } from '../venue.ts';

export type ClockOffsetOptions = Pick<VenueDoors, 'clock' | 'log'> & {
  readonly name: string;
  /** The venue's clock, in ms. */
  readonly askTime: (signal: AbortSignal) => Promise<number>;
  readonly samples?: number;
  readonly refreshMs?: number;
  /** Further off than this is told. */
  readonly skewMs?: number;
  readonly onReading?: (report: Omit<SkewReport, 'isSkewed'>) => void;
  readonly onSkew?: (report: SkewReport) => void;
};

export interface ClockOffset extends ClockReading {
  /** Measures now; what fails is logged and tried again later. */
  measure(): Promise<void>;
  stop(): void;
}

/** Told so often, too: whoever goes by it need not wait long for the first. */
const REFRESH_MS = 300_000;
const RETRY_MS = 30_000;
const SKEW_MS = 1000;
const SAMPLES = 5;
/** The venue's stamps are whole milliseconds. */
const STAMP_MS = 1;
/** Stamps further ahead than this are not believed but measured. */
const MAX_CORRECTION_MS = 2000;

export function createClockOffset(options: ClockOffsetOptions): ClockOffset {
  const { clock, log, name, samples = SAMPLES, refreshMs = REFRESH_MS, skewMs = SKEW_MS } = options;
  const stopping = new AbortController();
  /** The venue's clock less our monotonic one, which does not jump when somebody sets the wall clock. */
  let lead: number | undefined;
  let uncertaintyMs = Infinity;
  let isSkewed = false;
  let isMeasuring = false;
  let askedAtMs = -Infinity;

  const offsetMs = (): number =>
    lead === undefined ? 0 : Math.round((lead + clock.monotonicMs() - clock.now()) * 1000) / 1000;

  const report = (): void => {
    const reading = { offsetMs: offsetMs(), uncertaintyMs };
    options.onReading?.(reading);
    const isOff = Math.abs(reading.offsetMs) - uncertaintyMs > skewMs;
    if (isOff === isSkewed) return;
    isSkewed = isOff;
    options.onSkew?.({ ...reading, isSkewed });
  };

  const sample = async (): Promise<{ lead: number; halfTripMs: number }> => {
    const sentMs = clock.monotonicMs();
    const venueMs = await options.askTime(stopping.signal);
    const gotMs = clock.monotonicMs();
    return { lead: venueMs - (sentMs + gotMs) / 2, halfTripMs: (gotMs - sentMs) / 2 };
  };

  const measure = async (): Promise<void> => {
    if (isMeasuring || stopping.signal.aborted) return;
    isMeasuring = true;
    askedAtMs = clock.monotonicMs();
    try {
      let best = await sample();
      for (let taken = 1; taken < samples; taken++) {
        const next = await sample();
        if (next.halfTripMs < best.halfTripMs) best = next;
      }
      lead = best.lead;
      uncertaintyMs = best.halfTripMs + STAMP_MS;
      report();
    } catch (thrown) {
      const { code } = toAppError(thrown);
      if (!stopping.signal.aborted) log.warn(`${name}: its clock could not be measured`, { code });
    } finally {
      isMeasuring = false;
    }
  };

  const timer = clock.every(RETRY_MS, () => {
    const wasAsked = askedAtMs > -Infinity;
    const isDue = clock.monotonicMs() - askedAtMs >= refreshMs;
    if (wasAsked && (isDue || lead === undefined)) void measure();
  });

  return {
    measure,
    get offsetMs() {
      return offsetMs();
    },
    get uncertaintyMs() {
      return uncertaintyMs;
    },
    observeEvent(eventMs, receivedMs) {
      if (lead === undefined) return;
      const aheadMs = eventMs - (receivedMs + offsetMs());
      if (!(aheadMs > 0)) return;
      if (aheadMs <= MAX_CORRECTION_MS) {
        lead += aheadMs;
        uncertaintyMs = Math.max(uncertaintyMs, aheadMs);
        report();
      } else if (clock.monotonicMs() - askedAtMs >= RETRY_MS) void measure();
    },
    latencyMs: (eventMs, receivedMs) => Math.max(0, receivedMs + offsetMs() - eventMs),
    stop() {
      timer.cancel();
      stopping.abort();
    },
  };
}
