// Draws what goes wrong in one seed, when and to whom, before anything happens: so a part of it can be left out again.
import type { Random } from '../random.ts';
import { drawChance, drawLogUniform, drawOne } from './seeded-streams.ts';

export const faultKinds = [
  'kill',
  'block',
  'clog',
  'garble',
  'restart',
  'stop',
  'process-kill',
  'power-cut',
  'wall-jump',
  'disk-full',
  'disk-failed',
  'disk-sync',
  'disk-slow',
  'disk-locked',
  'points',
] as const;

export type FaultKind = (typeof faultKinds)[number];

export type Fault = {
  /** By which a mask leaves it out. */
  readonly id: string;
  readonly kind: FaultKind;
  readonly atMs: number;
  readonly durationMs: number;
  /** Empty for what concerns the whole machine. */
  readonly unit: string;
  /** A kill strikes the next lives too, this long after they began to load. */
  readonly againMs: readonly number[];
  /** How far the wall clock jumps; how likely a disk action fails. */
  readonly amount: number;
};

/** A kind that a scenario allows is part of a seed this often. */
const KIND_SHARE = 0.5;
const HOUR_MS = 3_600_000;
const MAX_COUNT: Readonly<Record<FaultKind, number>> = {
  kill: 8,
  block: 3,
  clog: 4,
  garble: 3,
  restart: 2,
  stop: 2,
  'process-kill': 2,
  'power-cut': 2,
  'wall-jump': 2,
  'disk-full': 2,
  'disk-failed': 2,
  'disk-sync': 2,
  'disk-slow': 2,
  'disk-locked': 2,
  points: 1,
};
/** Fault points are looked at less often: a seed full of them hardly gets anything done. */
const POINTS_SHARE = 0.25;

export function drawFaults(
  random: Random,
  kinds: readonly FaultKind[],
  units: readonly string[],
  chaosMs: number,
): Fault[] {
  const faults: Fault[] = [];
  for (const kind of kinds) {
    if (!drawChance(random, kind === 'points' ? POINTS_SHARE : KIND_SHARE)) continue;
    const count = 1 + random.below(MAX_COUNT[kind]);
    for (let i = 0; i < count; i++) faults.push(drawFault(random, kind, i, units, chaosMs));
  }
  return faults.sort((a, b) => a.atMs - b.atMs);
}

function drawFault(
  random: Random,
  kind: FaultKind,
  i: number,
  units: readonly string[],
  chaosMs: number,
): Fault {
  const atMs = random.next() * chaosMs;
  return {
    id: `${kind}.${i}`,
    kind,
    atMs: kind === 'points' ? 0 : atMs,
    durationMs: kind === 'points' ? chaosMs : drawLogUniform(random, 1, kind === 'block' ? 60_000 : 10_000),
    unit: drawOne(random, units) ?? '',
    againMs: Array.from({ length: drawChance(random, 0.3) ? 1 + random.below(3) : 0 }, () =>
      drawLogUniform(random, 0.1, 2000),
    ),
    amount: kind === 'wall-jump' ? (2 * random.next() - 1) * HOUR_MS : drawLogUniform(random, 0.05, 1),
  };
}
