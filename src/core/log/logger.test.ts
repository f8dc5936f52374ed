import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AppError } from '../errors.ts';
import { Secret } from '../secret.ts';
import type { LogFields, LogLevels } from './log.ts';
import { createLogger } from './logger.ts';

function createRecorder(options: { levels?: LogLevels; correlationId?: string } = {}) {
  const lines: string[] = [];
  const urgent: boolean[] = [];
  const { levels, correlationId } = options;
  const log = createLogger({
    write: (line, isUrgent) => {
      lines.push(line);
      urgent.push(isUrgent);
    },
    clock: { now: () => 1_700_000_000_000 },
    worker: 'gateway',
    ...(levels ? { levels } : {}),
    scope: () => (correlationId === undefined ? undefined : { correlationId }),
  });
  const last = () => JSON.parse(lines.at(-1) ?? '');
  const logged = (fields: LogFields) => {
    log.info('x', fields);
    return last();
  };
  return { log, lines, urgent, last, logged };
}

test("a line has pino's form, with worker, module and correlation id", () => {
  const { log, lines } = createRecorder({ correlationId: 'c-1' });
  log.child({ module: 'core.link' }).info('order placed', { symbol: 'SOL', price: 1.5, isOpen: true });
  assert.equal(
    lines[0],
    '{"level":30,"time":1700000000000,"worker":"gateway","module":"core.link","correlationId":"c-1","msg":"order placed","symbol":"SOL","price":1.5,"isOpen":true}',
  );
});

test('errors and worse are urgent', () => {
  const { log, urgent } = createRecorder({ levels: { default: 'debug' } });
  for (const level of ['debug', 'info', 'warn', 'error', 'fatal'] as const) log[level]('x');
  assert.deepEqual(urgent, [false, false, false, true, true]);
});

test('levels change at run time, the longest prefix of a module wins', () => {
  const { log, lines } = createRecorder();
  const port = log.child({ module: 'core.link.port' });
  const links = log.child({ module: 'core.links' });
  port.debug('hidden');
  log.setLevels({ default: 'warn', core: 'error', 'core.link': 'debug' });
  port.debug('shown');
  links.warn('hidden');
  links.error('shown');
  log.info('hidden');
  log.warn('shown');
  log.setLevels({ default: 'silent' });
  log.fatal('hidden');
  assert.deepEqual(
    lines.map((line) => JSON.parse(line).msg),
    ['shown', 'shown', 'shown'],
  );
});

test('an error shows code, kind, stack, details and every cause, never [object Object]', () => {
  const { log, lines, last } = createRecorder();
  const root = Object.assign(new Error('connect refused'), { code: 'ECONNREFUSED', port: 5432 });
  const cause = new AppError('QUEUE_FULL', undefined, { cause: root, details: { depth: 9 } });
  log.error('failed', { err: new AppError('BUG', 'broke', { cause }) });
  const { err } = last();
  assert.deepEqual([err.type, err.code, err.kind, err.message], ['AppError', 'BUG', 'bug', 'broke']);
  assert.match(err.stack, /logger\.test\.ts/);
  assert.deepEqual([err.cause.code, err.cause.details], ['QUEUE_FULL', { depth: 9 }]);
  assert.deepEqual([err.cause.cause.code, err.cause.cause.port], ['ECONNREFUSED', 5432]);
  log.error('failed', { err: { reason: 'odd' }, other: Object.create(null) });
  log.error('failed', new Error('bare') as unknown as LogFields);
  assert.equal(last().err.message, 'bare');
  assert.ok(!lines.join().includes('[object Object]'));
});

test('an error that is its own cause ends', () => {
  const error = new Error('loop');
  error.cause = error;
  assert.match(JSON.stringify(createRecorder().logged({ err: error })), /more causes|circular/);
});

test('values JSON cannot hold are named', () => {
  const circular: Record<string, unknown> = {};
  Object.assign(circular, { self: circular });
  const { logged } = createRecorder();
  const line = logged({
    big: 12345678901234567890n,
    circular,
    password: new Secret('canary'),
    secret: 'canary',
    buffer: Buffer.from('canary'),
    bytes: new Uint8Array(64),
    map: new Map([['a', 1]]),
    set: new Set([1]),
    nan: Number.NaN,
    fn: () => 1,
    symbol: Symbol('s'),
    date: new Date(0),
    nothing: null,
    missing: undefined,
  });
  assert.deepEqual(
    [
      line.big,
      line.circular,
      line.password,
      line.secret,
      line.buffer,
      line.bytes,
      line.map,
      line.set,
      line.nan,
    ],
    [
      '12345678901234567890',
      { self: '[circular]' },
      '[secret]',
      '[redacted]',
      '[6 bytes]',
      '[64 bytes]',
      { a: 1 },
      [1],
      'NaN',
    ],
  );
  assert.deepEqual([line.date, line.nothing, 'missing' in line], ['1970-01-01T00:00:00.000Z', null, false]);
});

test('fields that throw when they are read do not stop the line', () => {
  const { logged } = createRecorder();
  const throwing = () => {
    throw new Error('no');
  };
  const line = logged({
    get bad() {
      return throwing();
    },
    toJson: { toJSON: throwing },
    proxy: new Proxy({}, { ownKeys: throwing, get: throwing }),
    good: 1,
  });
  assert.deepEqual([line.bad, line.good], ['[threw]', 1]);
});

test('a field cannot take the place of what the line itself says', () => {
  const line = createRecorder().logged({ level: 60, time: 1, worker: 'forged', msg: 'forged', __proto__: 1 });
  assert.deepEqual(
    [line.level, line.worker, line.msg, line._level, line._msg],
    [30, 'gateway', 'x', 60, 'forged'],
  );
});

test('huge values are cut with a mark and no line exceeds 64 kB', () => {
  const { log, lines, last } = createRecorder();
  const hostile = [
    'a b '.repeat(300_000),
    '\u0001'.repeat(300_000),
    '\u{1F4A9} '.repeat(100_000),
    '\u20ac '.repeat(300_000),
  ];
  const wide = Object.fromEntries(Array.from({ length: 5000 }, (_, at) => [`k${at}`, '\u20ac '.repeat(900)]));
  const deep = hostile.reduce<unknown>((inner, text) => ({ text, inner }), wide);
  for (const text of hostile) {
    log.info(text, { text, list: Array(1000).fill(text), deep, wide, [text]: text });
    log.info('x', wide);
    log.info('x', {
      nested: Array.from({ length: 100 }, () => Array.from({ length: 100 }, () => text.slice(0, 50))),
    });
    log.info('x', { text });
    assert.match(last().text, /…\[cut, \d+ characters\]$/);
  }
  for (const line of lines) {
    assert.ok(Buffer.byteLength(line) <= 64 * 1024, `${Buffer.byteLength(line)}`);
    JSON.parse(line);
  }
});

test('a secret at the place of the cut is not halved', () => {
  const key = 'k'.repeat(88);
  const { log, lines } = createRecorder();
  for (let before = 4000; before < 4100; before += 4)
    log.info(`${' '.repeat(before)}${key} ${' '.repeat(500)}`);
  assert.ok(!lines.join().includes('kkkk'));
});
