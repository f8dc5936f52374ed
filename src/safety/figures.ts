// Figures in the sentences of findings.
const SOL_DECIMALS = 9;
const WHOLE_BPS = 10_000n;

/** `1.5 SOL`. */
export function toSol(lamports: bigint): string {
  return `${toDecimal(lamports, SOL_DECIMALS)} SOL`;
}

export function toDecimal(atoms: bigint, decimals: number): string {
  const digits = atoms.toString().padStart(decimals + 1, '0');
  const part = digits.slice(digits.length - decimals).replace(/0+$/, '');
  return `${digits.slice(0, digits.length - decimals)}${part === '' ? '' : `.${part}`}`;
}

/** Hundredths of a percent as `12.5%`. */
export function toPercent(bps: number): string {
  return `${bps / 100}%`;
}

/** Of a whole, in hundredths of a percent, rounded up: a share is never told smaller than it is. */
export function shareBps(part: bigint, whole: bigint): number {
  if (part === 0n) return 0;
  return whole <= 0n ? Number(WHOLE_BPS) : Number((part * WHOLE_BPS + whole - 1n) / whole);
}

export function toMinutes(ms: number): string {
  return `${Math.floor(ms / 60_000)} minutes`;
}
