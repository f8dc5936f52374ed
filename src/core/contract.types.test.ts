// What must not compile: each expectation below fails the type check when the mistake under it is accepted.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { call, defineContract, event } from './contract.ts';
import { type Client, defineService, type Publish } from './service.ts';
import { stream } from './stream/stream-definition.ts';

const contract = defineContract({
  name: 'shop',
  calls: {
    buy: call({ input: z.object({ item: z.string() }), output: z.object({ paid: z.number() }) }),
    ping: call({}),
    convert: call({ input: z.string().transform(Number), output: z.number().transform(String) }),
  },
  events: { sold: event({ data: z.object({ item: z.string() }), whenFull: 'block' }) },
  streams: { prices: stream({ record: z.object({ price: z.number() }), capacity: 16 }) },
});

const handlers = {
  buy: ({ item }: { item: string }) => ({ paid: item.length }),
  ping: () => undefined,
  convert: (input: number) => input,
};

/** Only its types are looked at. */
function mistakes(client: Client<typeof contract>, publish: Publish<typeof contract>): unknown[] {
  return [
    defineService({ contract, start: () => ({ handlers }) }),
    defineService({
      contract,
      // @ts-expect-error a handler is missing
      start: () => ({ handlers: { ping: handlers.ping, convert: handlers.convert } }),
    }),
    defineService({
      contract,
      start: () => ({
        handlers: {
          ...handlers,
          // @ts-expect-error the contract has no such call
          sell: () => undefined,
        },
      }),
    }),
    defineService({
      contract,
      start: () => ({
        handlers: {
          ...handlers,
          // @ts-expect-error the contract hands in { item: string }
          buy: ({ price }: { price: number }) => ({ paid: price }),
        },
      }),
    }),
    defineService({
      contract,
      start: () => ({
        handlers: {
          ...handlers,
          // @ts-expect-error the contract promises a number
          buy: () => ({ paid: 'much' }),
        },
      }),
    }),
    defineService({
      contract,
      uses: { shop: contract },
      start: ({ clients }) => {
        // @ts-expect-error a service has no client of what it does not use
        void clients.bank;
        return { handlers };
      },
    }),

    client.buy({ item: 'x' }).then(({ paid }) => paid.toFixed()),
    client.ping(),
    client.convert('1').then((text) => text.length),
    // @ts-expect-error the input has another shape
    client.buy({ thing: 'x' }),
    // @ts-expect-error the input is left out
    client.buy(),
    // @ts-expect-error the call takes nothing
    client.ping({ item: 'x' }),
    // @ts-expect-error the contract has no such call
    client.steal({ item: 'x' }),
    // @ts-expect-error the answer has no such field
    client.buy({ item: 'x' }).then(({ refunded }) => refunded),
    // @ts-expect-error the caller sends text, not what the handler gets
    client.convert(1),

    client.on('sold', ({ item }) => void item.length),
    // @ts-expect-error the contract has no such event
    client.on('stolen', () => {}),
    // @ts-expect-error the event has no such field
    client.on('sold', ({ price }) => void price),

    client.read('prices', ({ price }) => void price.toFixed()),
    // @ts-expect-error the contract has no such stream
    client.read('costs', () => {}),
    // @ts-expect-error the record has no such field
    client.read('prices', ({ size }) => void size),

    publish('sold', { item: 'x' }),
    // @ts-expect-error the contract has no such event
    publish('stolen', { item: 'x' }),
    // @ts-expect-error the data has another shape
    publish('sold', { item: 1 }),
    // @ts-expect-error the data is left out
    publish('sold'),
  ];
}

test('a wrong handler, call, event or stream does not compile', () => {
  assert.equal(typeof mistakes, 'function');
});

test('a coalesced event without a key is refused when it is declared', () => {
  const events = { price: event({ data: z.object({ symbol: z.string() }), whenFull: 'coalesce' }) };
  assert.throws(() => defineContract({ name: 'x', events }), { code: 'CONTRACT_INVALID' });
});

test('a call cannot have a name that a client uses itself', () => {
  for (const name of ['on', 'read', 'then'])
    assert.throws(() => defineContract({ name: 'x', calls: { [name]: call({}) } }), {
      code: 'CONTRACT_INVALID',
    });
});
