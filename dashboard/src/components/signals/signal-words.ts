// Signals and anomalies in the words of people.
import type { AnomalyEvent } from '../../api/market.ts';
import { formatDecimals, formatSigned } from '../../format/number.ts';
import { toWords } from '../../format/words.ts';
import type { MarketDeltas } from '../../live/market-topics.ts';
import type { Tone } from '../status.tsx';

export type SignalRow = MarketDeltas['signals'];
export type SignalEnd = NonNullable<SignalRow['outcome']>['end'];

/** `absorption` and its variant `native` as `Absorption, native`. */
export function toTypeName(type: string, variant: string | null = null): string {
  return variant === null ? toWords(type) : `${toWords(type)}, ${toWords(variant).toLowerCase()}`;
}

export function formatBps(value: number | null | undefined): string {
  return formatSigned(value, (known) => formatDecimals(known, 1));
}

/** 0 to 1 as `62 %`. */
export function formatConfidence(confidence: number): string {
  return `${Math.round(confidence * 100)} %`;
}

export const endWords: Readonly<Record<SignalEnd, string>> = {
  open: 'open',
  target: 'target',
  stop: 'stop',
  expired: 'expired',
  cut: 'cut',
};

export const endMeanings: Readonly<Record<SignalEnd, string>> = {
  open: 'Neither target nor stop was reached yet.',
  target: 'The first target was reached before the stop.',
  stop: 'The stop was reached first.',
  expired: 'Neither target nor stop was reached within an hour.',
  cut: 'The feed had a hole, so what became of it is not known.',
};

export const endTones: Readonly<Record<SignalEnd, Tone>> = {
  open: 'busy',
  target: 'good',
  stop: 'bad',
  expired: 'quiet',
  cut: 'warn',
};

export const severities = ['critical', 'high', 'medium', 'low'] as const;

export const severityTones: Readonly<Record<AnomalyEvent['severity'], Tone>> = {
  critical: 'bad',
  high: 'bad',
  medium: 'warn',
  low: 'quiet',
};

export const adviceWords: Readonly<Record<AnomalyEvent['advice'], string>> = {
  close: 'Close positions',
  pause: 'Pause new entries',
  reduce: 'Reduce size',
  watch: 'Watch',
  'carry-on': 'Carry on',
};
