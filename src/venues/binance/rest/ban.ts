// How long Binance wants us to stay away where no header says so.

/** An address that its firewall turned away is left alone for this long. */
const FIREWALL_PAUSE_MS = 60_000;
/** Its longest ban, three days. */
const MAX_BAN_MS = 3 * 86_400_000;

/** From "… banned until 1700000000000 …" in the message of a 418 or 429, or for a 403 of the firewall; undefined if nothing is said. */
export function toBanMs(status: number, body: unknown, nowMs: number): number | undefined {
  if (status === 403) return FIREWALL_PAUSE_MS;
  if (status !== 418 && status !== 429) return undefined;
  const { msg } = (typeof body === 'object' && body !== null ? body : {}) as { msg?: unknown };
  const until = typeof msg === 'string' ? /banned until (\d{13})\b/.exec(msg)?.[1] : undefined;
  return until === undefined ? undefined : Math.min(Math.max(0, Number(until) - nowMs), MAX_BAN_MS);
}
