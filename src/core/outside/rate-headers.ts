// What providers say about their limits, in the dialects met in practice, as plain numbers.

/** `resetMs` and `retryAfterMs` are durations from now. */
export type RateHints = {
  readonly retryAfterMs?: number;
  readonly remaining?: number;
  readonly resetMs?: number;
  /** Limits the provider declares: so much per so long. */
  readonly policies: readonly { readonly limit: number; readonly perMs: number }[];
  /** Weight the provider has counted in its last window of this length. */
  readonly counted: readonly { readonly used: number; readonly perMs: number }[];
};

/** The longest ban known in practice is three days (Binance, status 418). */
export const MAX_RETRY_AFTER_MS = 3 * 86_400_000;

const UNIT_MS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const MAX_POLICIES = 4;

/** Reads response headers (names in lower case); whatever makes no sense is left out, never an error. */
export function toRateHints(headers: Readonly<Record<string, string>>, wallMs: number): RateHints {
  const { ratelimit: ietf } = headers;
  const retryAfterMs = toRetryAfterMs(headers['retry-after'], wallMs);
  const remaining =
    toParameter(ietf, 'remaining', 'r') ??
    toNumber(headers['ratelimit-remaining'] ?? headers['x-ratelimit-remaining']);
  const resetMs = toResetMs(
    toParameter(ietf, 'reset', 't') ?? toNumber(headers['ratelimit-reset'] ?? headers['x-ratelimit-reset']),
    wallMs,
  );
  return {
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    ...(remaining === undefined ? {} : { remaining }),
    ...(resetMs === undefined ? {} : { resetMs }),
    policies: toPolicies(headers['ratelimit-policy']),
    counted: toCounted(headers),
  };
}

/** RFC 9110 section 10.2.3: seconds or an HTTP date. */
export function toRetryAfterMs(value: string | undefined, wallMs: number): number | undefined {
  if (value === undefined) return undefined;
  const seconds = toNumber(value);
  if (seconds !== undefined) return Math.min(seconds * 1000, MAX_RETRY_AFTER_MS);
  const atMs = Date.parse(value);
  return Number.isNaN(atMs) ? undefined : clampMs(atMs - wallMs);
}

/** Telegram says it in the body: `{"ok":false,"parameters":{"retry_after":5}}`, in seconds. */
export function telegramRetryAfterMs(_status: number, body: unknown): number | undefined {
  const seconds = (body as { parameters?: { retry_after?: unknown } } | null | undefined)?.parameters
    ?.retry_after;
  return typeof seconds === 'number' && seconds >= 0 ? clampMs(seconds * 1000) : undefined;
}

/** Seconds from now, or a moment in seconds or milliseconds since the epoch: told apart by size. */
function toResetMs(value: number | undefined, wallMs: number): number | undefined {
  if (value === undefined) return undefined;
  if (value > 1e12) return clampMs(value - wallMs);
  return clampMs(value > 1e9 ? value * 1000 - wallMs : value * 1000);
}

/** `100;w=60` and `"default";q=100;w=60`, several separated by commas. */
function toPolicies(value: string | undefined): RateHints['policies'] {
  if (value === undefined) return [];
  return value
    .split(',')
    .flatMap((item) => {
      const limit = toParameter(item, 'q') ?? toNumber(item.split(';')[0]);
      const seconds = toParameter(item, 'w');
      return limit && seconds ? [{ limit, perMs: clampMs(seconds * 1000) }] : [];
    })
    .slice(0, MAX_POLICIES);
}

/** Binance: `x-mbx-used-weight-1m: 1200`, with other intervals alike. */
function toCounted(headers: Readonly<Record<string, string>>): RateHints['counted'] {
  return Object.entries(headers).flatMap(([name, value]) => {
    const match = /^x-mbx-used-weight-(\d{1,4})([smhd])$/.exec(name);
    const used = toNumber(value);
    return match && used !== undefined ? [{ used, perMs: Number(match[1]) * UNIT_MS[match[2]!]! }] : [];
  });
}

/** The number of `name=12` in a list separated by commas and semicolons. */
function toParameter(value: string | undefined, ...names: readonly string[]): number | undefined {
  for (const part of value?.split(/[;,]/) ?? []) {
    const [name, text] = part.trim().split('=');
    if (names.includes(name!)) return toNumber(text);
  }
  return undefined;
}

function toNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^\s*\d{1,15}(\.\d+)?\s*$/.test(text) ? Number(text) : undefined;
}

function clampMs(ms: number): number {
  return Math.min(Math.max(0, ms), MAX_RETRY_AFTER_MS);
}
