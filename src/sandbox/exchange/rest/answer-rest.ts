// What a request to the REST interface is answered: found, weighed, run.
import type { Clock } from '../../../core/clock.ts';
import type { MarketKind } from '../../market/instrument.ts';
import type { ExchangeFaults } from '../faults.ts';
import type { ExchangeSource } from '../source.ts';
import { type Allowance, banned, tooMany } from './allowance.ts';
import { endpoints } from './index.ts';
import { createParams } from './params.ts';
import { Refusal } from './refusal.ts';

export type RestAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
};

export type RestOptions = {
  readonly source: ExchangeSource;
  readonly allowance: Allowance;
  readonly limits: Readonly<Record<MarketKind, number>>;
  readonly faults: ExchangeFaults;
  /** Of real time: a ban is waited for by a real client. */
  readonly clock: Clock;
};

const prefixes: readonly (readonly [RegExp, MarketKind])[] = [
  [/^\/api\/v[13]\//, 'spot'],
  [/^\/fapi\/v[12]\//, 'usdm'],
  [/^\/dapi\/v1\//, 'coinm'],
];

export function answerRest(method: string, url: URL, options: RestOptions): RestAnswer {
  const { source, allowance, limits } = options;
  const [prefix, kind] = prefixes.find(([pattern]) => pattern.test(url.pathname)) ?? [];
  const broken = answerByFault(options, kind ?? 'spot');
  if (broken) return broken;
  const path = prefix ? url.pathname.replace(prefix, '') : '';
  const endpoint = kind && endpoints.find((one) => one.path === path && one.kinds.includes(kind));
  if (!kind || !endpoint)
    return refusal(new Refusal(-5000, `Path ${url.pathname}, Method ${method} is invalid`, 404), {});
  if (method !== 'GET') return refusal(new Refusal(-1000, 'Only GET is answered here.', 405), {});
  const { usedWeight, refused } = allowance.take(kind, endpoint.weight(url.searchParams, kind));
  const headers = {
    ...(kind === 'spot' ? { 'x-mbx-used-weight': String(usedWeight) } : {}),
    'x-mbx-used-weight-1m': String(usedWeight),
  };
  if (refused) {
    const waiting = { ...headers, 'retry-after': String(refused.retryAfterS) };
    return refusal(new Refusal(-1003, refused.message, refused.status), waiting);
  }
  const records = source.records.filter(({ instrument }) => instrument.kind === kind);
  const params = createParams(url.searchParams, kind, records);
  try {
    const body = endpoint.answer({ kind, records, params, nowMs: source.nowMs(), limits });
    params.end();
    return { status: 200, headers, text: typeof body === 'string' ? body : JSON.stringify(body) };
  } catch (thrown) {
    if (thrown instanceof Refusal) return refusal(thrown, headers);
    throw thrown;
  }
}

function answerByFault({ faults, limits, clock }: RestOptions, kind: MarketKind): RestAnswer | undefined {
  const failed = faults('rest-5xx');
  if (failed)
    return refusal(
      new Refusal(-1000, 'An unknown error occurred while processing the request.', failed.status),
      {},
    );
  const banning = faults('rest-418');
  if (banning) {
    const untilMs = Math.ceil(clock.now()) + banning.retryAfterS * 1000;
    const headers = { 'retry-after': String(banning.retryAfterS) };
    return refusal(new Refusal(-1003, banned(untilMs), 418), headers);
  }
  const limiting = faults('rest-429');
  if (!limiting) return undefined;
  const headers = { 'retry-after': String(limiting.retryAfterS) };
  return refusal(new Refusal(-1003, tooMany(limits[kind]), 429), headers);
}

function refusal({ code, message, status }: Refusal, headers: Readonly<Record<string, string>>): RestAnswer {
  return { status, headers, text: JSON.stringify({ code, msg: message }) };
}
