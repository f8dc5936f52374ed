// A feed on a manual clock, over a transport that answers by a script.
import { createHttp } from '../../core/outside/http.ts';
import { createPolicy } from '../../core/outside/policy.ts';
import { createRateLimit } from '../../core/outside/rate-limit.ts';
import { createScriptedHttp, type ScriptedAnswer } from '../../core/outside/testing/scripted-http.ts';
import { createSeededRandom } from '../../core/random.ts';
import { Secret } from '../../core/secret.ts';
import { createManualClock } from '../../core/testing/manual-clock.ts';
import type { Feed, FeedDoors } from '../feed.ts';

export const TOKEN = 'DezXAZ8z7PnrnRJjz3wXBoRgixCa6xjnB7YaB1pPB263';
export const SOL = 'So11111111111111111111111111111111111111112';

export function openTestFeed(feed: Feed, answerTo: (path: string, count: number) => ScriptedAnswer) {
  const clock = createManualClock();
  const random = createSeededRandom(1);
  const transport = createScriptedHttp(({ url }, count) => answerTo(url, count));
  const outside = {
    policy: (options: Omit<Parameters<typeof createPolicy>[0], 'clock' | 'random'>) =>
      createPolicy({ clock, random, ...options }),
    rateLimit: (options: Omit<Parameters<typeof createRateLimit>[0], 'clock'>) =>
      createRateLimit({ clock, ...options }),
    http: (options: Omit<Parameters<typeof createHttp>[0], 'clock' | 'transport'>) =>
      createHttp({ clock, transport, ...options }),
  } as unknown as FeedDoors['outside'];
  const opened = feed.open({ clock, outside }, { key: new Secret('a-key-of-ours'), requestsPerMinute: 60 });
  return {
    clock,
    requests: transport.requests,
    ask: (...mints: string[]) => opened.ask(mints, new AbortController().signal),
  };
}
