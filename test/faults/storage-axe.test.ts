// The real storage worker on the real file, killed at random moments again and again.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { createSeededRandom } from '../../src/core/random.ts';
import { killAgainAndAgain } from './storage/lives.ts';
import { judge } from './storage/verdict.ts';

/** `npm run check` asks for a hundred. */
const KILLS = Number(process.env['ZAPFLOW_TEST_KILLS'] ?? 25);
const seed = Number(process.env['ZAPFLOW_TEST_SEED'] ?? 20_261);

test(`after ${KILLS} times kill -9 nothing acknowledged is lost, nothing is half, and every message has its effect once`, async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'zapflow-axe-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  t.diagnostic(`seed ${seed}`);
  const acknowledged = new Set<string>();
  const last = new Map([
    ['cursor', 0],
    ['confirmed', 0],
  ]);
  let startsKilled = 0;
  for await (const { lines } of killAgainAndAgain(folder, KILLS, createSeededRandom(seed))) {
    if (lines.length === 0) startsKilled++;
    for (const { what, about } of lines) {
      if (what === 'booked') acknowledged.add(about);
      const before = last.get(what);
      if (before === undefined) continue;
      assert.ok(Number(about) >= before, `${what} fell from ${before} to ${about}`);
      last.set(what, Number(about));
    }
  }
  const { writes } = judge(join(folder, 'zapflow.db'), acknowledged);
  t.diagnostic(`${writes} writes, ${acknowledged.size} acknowledged, ${startsKilled} starts killed`);
  assert.ok(acknowledged.size > 3 * KILLS && startsKilled > 0);
});
