import { z } from 'zod';
import { toMinutes } from './figures.ts';
import { defineSafetyCheck, pass, refuse, unknown, warn } from './safety-check.ts';

export const age = defineSafetyCheck({
  name: 'age',
  summary: 'The token has been there for a while.',
  points: 10,
  settings: z.strictObject({
    minMs: z.int().min(0).default(0).describe('A younger one is refused, in ms'),
    warnBelowMs: z.int().min(0).default(300_000).describe('A younger one is warned of, in ms'),
  }),
  check({ atMs, createdAtMs }, { minMs, warnBelowMs }) {
    if (createdAtMs === null) return unknown('how old it is');
    const ageMs = Math.max(0, atMs - createdAtMs);
    const says = `It is ${toMinutes(ageMs)} old`;
    if (ageMs < minMs) return refuse(`${says}, ${toMinutes(minMs)} are wanted.`);
    return ageMs < warnBelowMs ? warn(`${says}.`) : pass(`${says}.`);
  },
});
