// The feeds of the product against those of the sandbox: what one asks the other answers, and both tell what the pools do.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { systemClock } from '../../src/core/clock.ts';
import { createOutsideDoor } from '../../src/core/host/outside-door.ts';
import { Secret } from '../../src/core/secret.ts';
import { createManualClock } from '../../src/core/testing/manual-clock.ts';
import { toNumber } from '../../src/domain/solana/price.ts';
import { feeds } from '../../src/feeds/index.ts';
import { prices } from '../../src/sandbox/members/prices.ts';
import { solana } from '../../src/sandbox/members/solana.ts';
import { openSandbox, type Sandbox } from '../../src/sandbox/sandbox.ts';

const timeout = 60_000;
const SOL = 'So11111111111111111111111111111111111111112';
let sandbox: Sandbox;
let baseUrl: string;

before(async () => {
  const clock = createManualClock();
  sandbox = await openSandbox([solana, prices], {
    ...{ clock, seed: 1, speed: 1, ports: { solana: 0, prices: 0 } },
  });
  await clock.advance(2000);
  baseUrl = `http://127.0.0.1:${sandbox.state.members[1]?.facts['port']}`;
});
after(() => sandbox.close());

const cell = { add() {}, set() {}, record() {} };
const metrics = { counter: () => cell, gauge: () => cell, histogram: () => cell };
const outside = createOutsideDoor('test', metrics as never);

for (const feed of feeds)
  test(`${feed.name} tells what SOL costs on the sandbox's chain`, { timeout }, async () => {
    const access = { baseUrl, key: new Secret('any-key-at-all'), requestsPerMinute: 60 };
    const open = feed.open({ clock: systemClock, outside }, access);
    const mints = [SOL, 'DezXAZ8z7PnrnRJjz3wXBoRgixCa6xjnB7YaB1pPB263'].slice(0, feed.mintsPerRequest);
    const quotes = await open.ask(mints, new AbortController().signal);
    assert.deepEqual(
      quotes.map(({ mint }) => mint),
      [SOL],
    );
    const dollars = toNumber(quotes[0]?.priceUsd ?? 0n);
    assert.ok(dollars > 100 && dollars < 250, `SOL costs ${dollars}`);
  });
