// What kind of message came: data, a reply to one of ours, or an announcement. Data is told by a few bytes.

/** `null` as reason is success. */
export type Control =
  | { readonly type: 'reply'; readonly id: number; readonly reason: string | null }
  | { readonly type: 'shutdown' };

const STREAM_START = '{"stream":"';
const QUOTE = 0x22;
const SHUTDOWN = 'serverShutdown';
/** Replies and announcements are short; what is longer is data, whatever it looks like. */
const MAX_CONTROL_BYTES = 16_384;
const MAX_NAME_BYTES = 100;
const MAX_REASON_CHARS = 200;

/** The name of the stream that a frame is of; empty if it is none. */
export function streamNameOf(bytes: Buffer): string {
  if (bytes[2] !== 0x73 || bytes[3] !== 0x74 || bytes[STREAM_START.length - 1] !== QUOTE) return '';
  const end = bytes.indexOf(QUOTE, STREAM_START.length);
  return end < 0 || end > STREAM_START.length + MAX_NAME_BYTES
    ? ''
    : bytes.toString('latin1', STREAM_START.length, end);
}

/** For a frame that is of no wanted stream: what it says to us, or undefined if it is data after all. */
export function controlOf(bytes: Buffer): Control | undefined {
  if (bytes.length > MAX_CONTROL_BYTES) return undefined;
  const value = parseObject(bytes);
  if (value === undefined) return undefined;
  const { id, error } = value;
  const event = asObject(value['data']) ?? asObject(value['event']) ?? value;
  if (event['e'] === SHUTDOWN) return { type: 'shutdown' };
  // An error that was not told apart by an id answers the only request that is under way.
  if (typeof id !== 'number' && error === undefined) return undefined;
  return { type: 'reply', id: typeof id === 'number' ? id : 0, reason: toReason(value) };
}

function toReason({ error, code, msg }: Record<string, unknown>): string | null {
  const told = asObject(error) ?? (code === undefined ? undefined : { code, msg });
  return told === undefined
    ? null
    : `${String(told['msg'] ?? 'refused')} (${String(told['code'])})`.slice(0, MAX_REASON_CHARS);
}

function parseObject(bytes: Buffer): Record<string, unknown> | undefined {
  try {
    return asObject(JSON.parse(bytes.toString('utf8')));
  } catch {
    return undefined;
  }
}

function asObject(value: unknown): Record<string, unknown> | undefined {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
}
