import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Secret } from '../secret.ts';
import type { LogFields } from './log.ts';
import { createLogger } from './logger.ts';
import { redactSecrets } from './redaction.ts';
import { seedWords } from './seed-words.ts';

const base58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
const base64url = `${base58}0OIl-_`;
const words = [...seedWords];

const textOf = (alphabet: string, minLength: number, maxLength = minLength) =>
  fc.string({ unit: fc.constantFrom(...alphabet), minLength, maxLength });

/** Secrets known by their shape: they may stand anywhere. */
const shaped = fc.oneof(
  textOf(base58, 86, 88),
  textOf('0123456789abcdef', 64),
  textOf('0123456789abcdef', 64).map((hex) => `0x${hex}`),
  fc.array(fc.constantFrom(...words), { minLength: 12, maxLength: 24 }).map((list) => list.join(' ')),
  fc.tuple(textOf('0123456789', 8, 10), textOf(base64url, 35)).map((parts) => parts.join(':')),
  fc
    .tuple(textOf(base64url, 20, 60), textOf(base64url, 20, 60), textOf(base64url, 43))
    .map(([head, body, mac]) => `eyJ${head}.eyJ${body}.${mac}`),
  textOf(`${base58}+/`, 200).map((body) => `-----BEGIN PRIVATE KEY-----\n${body}\n-----END PRIVATE KEY-----`),
);

const secretName = fc.constantFrom(
  'password',
  'apiKey',
  'API_SECRET',
  'authorization',
  'seed',
  'bot_token',
  'key',
);
const around = fc.string({ unit: fc.constantFrom(...' \n\t"\\\'[]{}(),;<>\u0001\u001b\u20ac') });
/** Wraps a value into fields, lists, maps, errors and their causes. */
const nesting = fc.array(
  fc.constantFrom('object', 'array', 'map', 'set', 'error', 'cause', 'toJSON', 'text'),
  {
    maxLength: 5,
  },
);

function nest(value: unknown, kinds: readonly string[]): unknown {
  return kinds.reduce<unknown>((inner, kind) => {
    if (kind === 'array') return ['x', inner];
    if (kind === 'map') return new Map([['inner', inner]]);
    if (kind === 'set') return new Set([inner]);
    if (kind === 'error') return Object.assign(new Error(String(inner)), { inner });
    if (kind === 'cause') return new Error('outer', { cause: inner });
    if (kind === 'toJSON') return { toJSON: () => inner };
    if (kind === 'text' && typeof inner === 'string') return `before ${inner} after`;
    return { inner };
  }, value);
}

/** What a reader of the file would find: the line, parsed, with every string in it as it was before JSON. */
function textsOf(message: string, fields: LogFields): string {
  const lines: string[] = [];
  const log = createLogger({ write: (line) => lines.push(line), clock: { now: () => 1 }, worker: 'w' });
  log.info(message, fields);
  const line = redactSecrets(lines[0] ?? '');
  const found: string[] = [];
  JSON.parse(line, (key, value) => {
    found.push(key, String(value));
    return value;
  });
  assert.ok(found.includes('msg'));
  return `${line}\n${found.join('\n')}`;
}

test('a secret known by its shape never appears, wherever it stands', () => {
  fc.assert(
    fc.property(
      shaped,
      around,
      around,
      nesting,
      fc.boolean(),
      (secret, before, after, kinds, isInMessage) => {
        const text = `${before}${secret}${after}`;
        const shown = isInMessage ? textsOf(text, {}) : textsOf('x', { value: nest(text, kinds), [text]: 1 });
        assert.ok(!shown.includes(secret), shown);
      },
    ),
    { numRuns: 3000 },
  );
});

test('a secret known by the name of its field never appears, at any depth and of any form', () => {
  const value = textOf(base64url, 8, 40).map((text) => `canary${text}`);
  const form = fc.constantFrom('text', 'list', 'object', 'secret', 'bytes');
  fc.assert(
    fc.property(secretName, value, form, nesting, (name, secret, kind, kinds) => {
      const held = {
        text: secret,
        list: [secret],
        object: { value: secret },
        secret: new Secret(secret),
        bytes: Buffer.from(secret),
      }[kind];
      const shown = textsOf('x', { fields: nest({ [name]: held }, kinds), [name]: held });
      assert.ok(!shown.includes(secret), shown);
    }),
    { numRuns: 3000 },
  );
});

test('a secret key as numbers never appears as a list', () => {
  const bytes = fc.array(fc.integer({ min: 0, max: 255 }), { minLength: 64, maxLength: 64 });
  fc.assert(
    fc.property(bytes, nesting, fc.boolean(), (key, kinds, isText) => {
      const shown = textsOf('x', { value: nest(isText ? JSON.stringify(key) : key, kinds) });
      assert.ok(!shown.includes(key.join(',')), shown);
    }),
  );
});
