import type { HttpRequest } from '../../../core/outside/http-transport.ts';
import { createScriptedHttp, type ScriptedAnswer } from '../../../core/outside/testing/scripted-http.ts';
import { createManualClock, type ManualClock } from '../../../core/testing/manual-clock.ts';
import type { MarketName } from '../../../domain/market/instrument.ts';
import { marketFacts } from '../market-facts.ts';
import { createRest } from '../rest/rest.ts';
import { openDoors } from './doors-on-clock.ts';

/** The requests of one market against a script, on a manual clock. `sent` has path and query of each. */
export function openRest(
  market: MarketName,
  answerTo: (url: URL, count: number, request: HttpRequest) => ScriptedAnswer,
) {
  const clock = createManualClock();
  const http = createScriptedHttp((request, count) => answerTo(new URL(request.url), count, request));
  const doors = openDoors(clock, { http });
  const endpoints = () => ({ rest: 'http://venue.test', stream: 'ws://venue.test' });
  const rest = createRest({ ...doors, facts: marketFacts[market], endpoints });
  const sent = () => http.requests.map(({ url }) => url.replace('http://venue.test', ''));
  return { clock, doors, rest, sent };
}

/** Settles what needs time to pass. */
export async function passing<T>(clock: ManualClock, work: Promise<T>, ms = 60_000): Promise<T> {
  work.catch(() => {});
  await clock.advance(ms);
  return await work;
}
