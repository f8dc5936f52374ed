// The message that everybody is sent: the figures of a program with six workers, about 1.6 kB.
import type { SystemState } from '../../../src/api/system.ts';
import { machineMs } from './protocol.ts';

/** The next nine thousand sequence numbers have one length, so that bytes tell messages. */
export const FIRST_SEQ = 1000;

const names = ['supervisor', 'logger', 'storage', 'cache', 'gateway', 'market'];

export function createMessage(): SystemState & { readonly stampMs: string } {
  return {
    mode: 'sandbox',
    version: '0.1.0',
    startedAtMs: 1_795_000_000_000,
    status: 'Healthy',
    says: 'Everything is well: 6 workers are ready.',
    process: { rssBytes: 412_340_224, memoryLimitBytes: null },
    // Of one length too.
    stampMs: machineMs().toFixed(3).padStart(20, '0'),
    workers: names.map((name) => ({
      name,
      state: 'ready',
      word: null,
      says: null,
      place: 'own' as const,
      rssBytes: null,
      restarts: 0,
      cpuPercent: 1.4,
      heapBytes: 18_234_112,
      heapLimitBytes: 268_435_456,
      loopDelayMs: 1.06,
      queueDepth: 0,
      processed: 184_223,
      errors: 0,
      dropped: 0,
      latencyMs: { p50: 0.21, p99: 1.9 },
    })),
  };
}
