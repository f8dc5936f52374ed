import { createSeededRandom } from '../../random.ts';
import { createManualClock, type ManualClock } from '../../testing/manual-clock.ts';
import { createHttp, type Http, type HttpOptions } from '../http.ts';
import type { HttpTransport } from '../http-transport.ts';
import { createPolicy, type PolicyOptions } from '../policy.ts';

/** An opener on a manual clock with a policy of two attempts, each of 5 s, a breaker of five failures. */
export function createTestHttp(
  transport: HttpTransport,
  options: Partial<HttpOptions> = {},
  policyOptions: Partial<PolicyOptions> = {},
): { clock: ManualClock; http: Http } {
  const clock = createManualClock();
  const policy = createPolicy({
    name: 'venue',
    clock,
    random: createSeededRandom(1),
    timeoutMs: 5000,
    retry: { attempts: 2, baseMs: 100, maxMs: 1000 },
    bulkhead: { concurrent: 10, waiting: 10 },
    ...policyOptions,
  });
  return { clock, http: createHttp({ name: 'venue', policy, transport, clock, ...options }) };
}
