// One line of a recording: when it came, and what. Our own recorder, hftbacktest's and cryptofeed's forms are understood.

export type RecordedLine = {
  receivedMs: number;
  /** Where the JSON begins. */
  from: number;
  /** The address that was asked; undefined for a message of a stream. */
  url: string | undefined;
};

const SPACE = 32;
const COLON = 58;
const OPEN_OBJECT = 123;
/** `URL -> time: {…}`: longer addresses than this are none. */
const MAX_HEAD = 8192;

/**
 * `<receive time> {…}` for a message, `<address> -> <receive time>: {…}` for an answer; the time is in s, ms, µs or ns since the
 * epoch. Undefined for a line that is neither, such as a heading.
 */
export function readLine(bytes: Uint8Array, from: number, to: number): RecordedLine | undefined {
  const first = bytes[from];
  if (first !== undefined && first >= 48 && first <= 57) {
    let at = from;
    while (at < to && bytes[at] !== SPACE && bytes[at] !== COLON) at++;
    const receivedMs = toMs(String.fromCharCode(...bytes.subarray(from, Math.min(at, from + 32))));
    while (at < to && bytes[at] !== OPEN_OBJECT) at++;
    return at < to && !Number.isNaN(receivedMs) ? { receivedMs, from: at, url: undefined } : undefined;
  }
  const head = Buffer.from(bytes.buffer, bytes.byteOffset + from, Math.min(to - from, MAX_HEAD)).toString(
    'latin1',
  );
  const match = /^(\S+) -> ([\d.]+): (?=[{[])/.exec(head);
  if (!match) return undefined;
  const receivedMs = toMs(match[2]!);
  return Number.isNaN(receivedMs) ? undefined : { receivedMs, from: from + match[0].length, url: match[1] };
}

/** By its size: ns since 1973 have at least 17 digits, µs 14, ms 11. */
export function toMs(text: string): number {
  if (!/^\d{1,19}(\.\d+)?$/.test(text)) return Number.NaN;
  const whole = text.indexOf('.') < 0 ? text.length : text.indexOf('.');
  if (whole >= 17) return Number(text.slice(0, -6)) + Number(text.slice(-6)) / 1e6;
  if (whole >= 14) return Number(text) / 1000;
  return whole >= 11 ? Number(text) : Number(text) * 1000;
}
