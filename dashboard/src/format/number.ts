// How figures are written. What is not known is a dash, never a zero.
export const UNKNOWN = '—';
const MINUS = '\u2212';
const subscripts = '₀₁₂₃₄₅₆₇₈₉';

export type Figure = number | null | undefined;

export function isKnown(value: Figure): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

/** Exactly so many decimals, thousands parted by a comma, a real minus. */
export function formatDecimals(value: Figure, decimals: number): string {
  if (!isKnown(value)) return UNKNOWN;
  const text = Math.abs(value).toFixed(decimals);
  const [whole = '', part] = text.split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  const isZero = !/[1-9]/.test(text);
  return `${value < 0 && !isZero ? MINUS : ''}${grouped}${part === undefined ? '' : `.${part}`}`;
}

export function formatCount(value: Figure): string {
  return formatDecimals(isKnown(value) ? Math.round(value) : value, 0);
}

/**
 * By the tick of its market where that is known, else with five significant digits; `0.0₅1234` has five zeros after the
 * point. Copy the number itself, not this.
 */
export function formatPrice(value: Figure, tick?: number): string {
  if (!isKnown(value)) return UNKNOWN;
  if (tick !== undefined && tick > 0) return formatDecimals(value, decimalsOf(tick));
  const size = Math.abs(value);
  if (size === 0) return '0';
  const exponent = Math.floor(Math.log10(Number(size.toPrecision(5))));
  if (exponent >= -4) return formatDecimals(value, Math.max(0, 4 - exponent));
  const digits = size.toExponential(4).replace(/e.*/, '').replace('.', '').replace(/0+$/, '');
  const zeros = [...String(-exponent - 1)].map((digit) => subscripts[Number(digit)]).join('');
  return `${value < 0 ? MINUS : ''}0.0${zeros}${digits}`;
}

function decimalsOf(tick: number): number {
  const [mantissa = '', exponent = '0'] = tick.toExponential().split('e');
  return Math.max(0, (mantissa.split('.')[1]?.length ?? 0) - Number(exponent));
}

const units = [
  [1e12, 'T'],
  [1e9, 'B'],
  [1e6, 'M'],
  [1e3, 'k'],
] as const;

/** Two decimals. In tables, with `isShort`, `1.23M` from ten thousand on. */
export function formatMoney(value: Figure, isShort = false): string {
  if (!isKnown(value) || !isShort || Math.abs(value) < 10_000) return formatDecimals(value, 2);
  // A value that rounds up to the next unit is told in it: 999,999 is 1.00M.
  const rounded = Number(value.toPrecision(3));
  const [size, letter] = units.find(([size]) => Math.abs(rounded) >= size) ?? [1, ''];
  const scaled = rounded / size;
  const decimals = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(scaled))));
  return `${formatDecimals(scaled, decimals)}${letter}`;
}

export function formatSol(value: Figure): string {
  return formatDecimals(value, 4);
}

/** Of percent. Above a thousand it is a multiple: `12.4×`. */
export function formatPercent(value: Figure): string {
  if (!isKnown(value)) return UNKNOWN;
  if (Math.abs(value) > 1000) return `${formatDecimals(value / 100, 1)}×`;
  return `${formatDecimals(value, 2)} %`;
}

/** Of percent of what there is, such as a core: one decimal. */
export function formatShare(value: Figure): string {
  return isKnown(value) ? `${formatDecimals(value, 1)} %` : UNKNOWN;
}

/** Always with its sign, but for zero, which is neither. */
export function formatSigned(value: Figure, format: (value: Figure) => string): string {
  if (!isKnown(value)) return UNKNOWN;
  const text = format(value);
  const isZero = !/[1-9]/.test(text);
  return value > 0 && !isZero ? `+${text}` : text;
}

const byteUnits = ['B', 'kB', 'MB', 'GB', 'TB'];

/** Of bytes, in units of a thousand; three digits, no more. */
export function formatBytes(value: Figure): string {
  if (!isKnown(value)) return UNKNOWN;
  let at = 0;
  let size = Math.abs(value);
  while (size >= 999.5 && at < byteUnits.length - 1) {
    size /= 1000;
    at += 1;
  }
  const text = formatDecimals(size, at === 0 || size >= 99.5 ? 0 : 1);
  return `${value < 0 ? MINUS : ''}${text} ${byteUnits[at]}`;
}

/** Of milliseconds that something took: `0.42 ms`, `12 ms`, `1.2 s`, `3 min 20 s`, `2 h 3 min`, `4 d 2 h`. */
export function formatDuration(value: Figure): string {
  if (!isKnown(value)) return UNKNOWN;
  if (value === 0) return '0 ms';
  if (value < 9.95) return `${formatDecimals(value, value < 0.995 ? 2 : 1)} ms`;
  if (value < 999.5) return `${formatDecimals(value, 0)} ms`;
  if (value < 59_950) return `${formatDecimals(value / 1000, 1)} s`;
  const seconds = Math.round(value / 1000);
  if (seconds < 3600) return pair(seconds, 60, 'min', 's');
  if (seconds < 86_400) return pair(Math.floor(seconds / 60), 60, 'h', 'min');
  return pair(Math.floor(seconds / 3600), 24, 'd', 'h');
}

function pair(value: number, size: number, large: string, small: string): string {
  const rest = value % size;
  return rest === 0
    ? `${(value - rest) / size} ${large}`
    : `${(value - rest) / size} ${large} ${rest} ${small}`;
}
