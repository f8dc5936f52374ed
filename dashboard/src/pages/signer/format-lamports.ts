import { formatDecimals } from '../../format/number.ts';

const DECIMALS = 9;

/** Of lamports as text, exactly: `0.00005 SOL`. Limits are compared to the last digit, so none is rounded away. */
export function formatLamports(lamports: string): string {
  if (!/^\d+$/.test(lamports)) return '—';
  const padded = lamports.padStart(DECIMALS + 1, '0');
  const part = padded.slice(-DECIMALS).replace(/0+$/, '');
  const whole = formatDecimals(Number(padded.slice(0, -DECIMALS)), 0);
  return `${whole}${part === '' ? '' : `.${part}`} SOL`;
}
