// Whatever lies on the wire: neither end crashes, nobody is answered by what was not meant for it, and where it cannot be
// read the link is made anew.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { frame } from './frames.ts';
import { WINDOW } from './link-end.ts';
import { deskContract, deskHandlers } from './testing/desk-contract.ts';
import { createPair } from './testing/linked-pair.ts';

/** Numbers that are ids, indices and counts; things that pretend to be numbers; things that throw when asked. */
const entry = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: -2, max: 12 }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, -0, 0.5, 2 ** 31, 1e308, 1n),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom('', '1', 'constructor', '__proto__', true, null, undefined, [1], [[]]),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom({ toString: 1, valueOf: 1 }, { code: {}, message: {} }, { cause: {} }),
  },
  { weight: 1, arbitrary: fc.anything({ maxDepth: 2 }) },
);

const kinds = Object.values(frame);
const batch = fc
  .tuple(
    fc.array(entry, { minLength: 4, maxLength: 4 }),
    fc.array(fc.tuple(fc.constantFrom(...kinds), fc.array(entry, { maxLength: 10 })), { maxLength: 5 }),
  )
  .map(([head, frames]) => [...head, ...frames.flatMap(([kind, rest]) => [kind, ...rest])]);
const anything = fc.oneof({ weight: 8, arbitrary: batch }, { weight: 1, arbitrary: fc.anything() });

const isCloneable = (value: unknown): boolean => {
  try {
    structuredClone(value);
    return true;
  } catch {
    return false;
  }
};

/** Nothing answers call 1, the only one open, in its own name, and nothing asks in its name. */
const isAboutFirst = (value: unknown): boolean =>
  Array.isArray(value) &&
  value.some(
    (kind, at) =>
      [frame.result, frame.failed, frame.refused, frame.call].includes(kind as never) && value[at + 1] === 1,
  );

test('random batches crash neither end, answer no open call and leave the service usable', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.constantFrom('server', 'client'), anything), { maxLength: 12 }),
      async (injected) => {
        let finish = (_: number) => {};
        const order = () =>
          new Promise<number>((resolve) => {
            finish = resolve;
          });
        const pair = createPair(deskContract, deskHandlers({ order }));
        const { client, inject, clock, settle } = pair;
        client.on('any', () => {});
        let answer: unknown;
        const open = client.order({ id: 7 }).then(
          (reply) => {
            answer = reply;
          },
          (error) => {
            answer = error.code;
          },
        );
        await settle();
        const finishOpen = finish;
        for (const [to, value] of injected)
          if (isCloneable(value) && !isAboutFirst(value)) inject(to as 'server' | 'client', value);
        for (let turn = 0; turn < 5; turn++) await clock.advance(0);
        const isBroken = pair.connects > 0;
        assert.equal(answer, isBroken ? 'PEER_DIED_UNANSWERED' : undefined);
        if (isBroken) pair.link();
        finishOpen(77);
        await open;
        if (!isBroken) assert.equal(answer, 77);
        assert.equal(await client.quote({ id: 5 }), 5);
      },
    ),
    { numRuns: 300 },
  );
});

const brokenFrames: [what: string, frames: unknown[]][] = [
  ['a call without its input', [frame.call, 1, 0]],
  ['a call of a name the contract has not', [frame.call, 1, 99, '', '', 1e12, 0, 1]],
  [
    'a call whose correlation id is an object that throws',
    [frame.call, 1, 0, { toString: 1 }, '', 1e12, 0, 1],
  ],
  ['a cancellation of nothing', [frame.cancel, 12345]],
  ['a subscription to nothing', [frame.subscribe, -1, 1]],
  ['an unknown frame', [99, 1, 2, 3]],
  ['text where the frame should be', ['call', 1]],
];

for (const [what, frames] of brokenFrames)
  test(`${what} harms nobody`, async () => {
    const pair = createPair(deskContract, deskHandlers());
    const { client, inject, settle, meters } = pair;
    inject('server', [0, 0, 0, 0, ...frames]);
    await settle();
    if (pair.connects > 0) pair.link();
    assert.equal(await client.quote({ id: 5 }), 5);
    assert.ok(meters.server.counts.invalid <= 1);
  });

test('a broken message is counted, its sender told where there is one to tell', async () => {
  const { inject, settle, meters, sent } = createPair(deskContract, deskHandlers());
  inject('server', [0, 0, 0, 0, frame.call, 42, 99, '', '', 1e12, 0]);
  await settle();
  assert.equal(meters.server.counts.invalid, 1);
  const [reply] = sent.toClient;
  assert.deepEqual(
    [reply?.[4], reply?.[5], (reply?.[6] as { code: string } | undefined)?.code],
    [frame.failed, 42, 'CALL_UNKNOWN'],
  );
});

for (const to of ['server', 'client'] as const)
  test(`a batch the ${to} cannot read ends the link, which is asked for again to the same life`, async () => {
    for (const broken of ['not a batch', [0, 0, 0, 0, 99, 1, 2]]) {
      const pair = createPair(deskContract, deskHandlers({ order: () => new Promise(() => {}) }));
      const order = pair.client.order({ id: 1 });
      await pair.settle();
      pair.inject(to, broken);
      await assert.rejects(order, { code: 'PEER_DIED_UNANSWERED' });
      await pair.settle();
      assert.deepEqual(pair.lostEpochs, ['']);
      pair.link();
      assert.equal(await pair.client.quote({ id: 5 }), 5);
    }
  });

test('a reply to another call, or of another kind, never resolves this one', async () => {
  const { client, inject, settle, meters } = createPair(
    deskContract,
    deskHandlers({ order: () => new Promise(() => {}) }),
  );
  let answer: unknown;
  client.order({ id: 1 }).then(
    (reply) => {
      answer = reply;
    },
    () => {},
  );
  await settle();
  const [quote, order] = [0, 1];
  for (const id of [0, 2, '1', true, [1], null]) inject('client', [0, 0, 0, 0, frame.result, id, order, 66]);
  inject('client', [0, 0, 0, 0, frame.result, 1, quote, 66]);
  await settle();
  assert.equal(answer, undefined);
  assert.equal(meters.client.counts.lateReplies, 6);
  assert.equal(meters.client.counts.invalid, 1);
});

test('a failure that describes nothing still fails its call', async () => {
  const { client, inject, settle } = createPair(
    deskContract,
    deskHandlers({ order: () => new Promise(() => {}) }),
  );
  const calls = [null, 'text', { code: 'CONSTRUCTOR' }, { message: {} }].map((_, id) => client.order({ id }));
  await settle();
  for (const [i, error] of [null, 'text', { code: 'constructor' }, { message: { toString: 1 } }].entries())
    inject('client', [0, 0, 0, 0, frame.failed, i + 1, error]);
  for (const call of calls) await assert.rejects(call, { code: 'BUG' });
});

test('credits that were never spent cannot be given back', async () => {
  const { client, inject, settle, sent } = createPair(
    deskContract,
    deskHandlers({ order: () => new Promise(() => {}) }),
    {
      maxConcurrent: 0,
    },
  );
  inject('client', [0, 0, 1e9, Number.POSITIVE_INFINITY]);
  await settle();
  for (let id = 0; id < 2000; id++) client.order({ id }).catch(() => {});
  await settle();
  assert.equal(
    sent.toServer.reduce((sum, out) => sum + (out.length - 4) / 8, 0),
    WINDOW,
  );
});

test('hostile keys in a message pollute no prototype', async () => {
  const { client, inject, settle } = createPair(deskContract, deskHandlers());
  const hostile = JSON.parse('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}');
  const received = (await client.any(hostile)) as object;
  inject('server', [0, 0, 0, 0, frame.call, 9, 5, '', '', 1e12, 0, hostile]);
  inject('client', [0, 0, 0, 0, frame.failed, 1, { code: '__proto__', message: 'x', details: hostile }]);
  await settle();
  assert.equal('polluted' in {}, false);
  assert.equal(Object.getPrototypeOf(received), Object.prototype);
});
