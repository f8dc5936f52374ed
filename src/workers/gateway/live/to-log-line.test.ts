import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { logLine } from '../../../api/logs.ts';
import { createLogger } from '../../../core/log/logger.ts';
import { toLogLine } from './to-log-line.ts';

function logged(message: string, fields: Record<string, unknown> = {}): string {
  let line = '';
  const write = (text: string) => {
    line = text;
  };
  createLogger({ write, clock: { now: () => 1000 }, worker: 'scout', scope: () => ({ correlationId: 'c1' }) })
    .child({ module: 'calls' })
    .warn(message, fields);
  return line;
}

test('a line shows its parts, and the other fields as JSON', () => {
  assert.deepEqual(toLogLine(5, logged('token seen', { symbol: 'BONK', price: 1.5 })), {
    seq: 5,
    atMs: 1000,
    level: 'warn',
    worker: 'scout',
    message: 'token seen',
    correlationId: 'c1',
    details: '{"module":"calls","symbol":"BONK","price":1.5}',
  });
});

test('a hostile name is spelled out wherever it stands, also when the details were parsed', () => {
  const hostile = 'MOON\u001b[2K\r\u009b2J\u202eTXT\u2066\u2028\u0007\u{E0041}';
  const line = toLogLine(
    1,
    logged(`seen ${hostile}`, { [hostile]: hostile, deep: { [hostile]: [hostile] } }),
  );
  assert.match(line.message, /^seen MOON\\u001b\[2K\\u000d\\u009b2J\\u202eTXT[ -~]*$/);
  const parsed = JSON.stringify(JSON.parse(line.details));
  for (const text of [line.message, line.details, parsed]) assert.match(text, /^[ -~]*$/);
});

test('the stack of an error keeps its lines', () => {
  const { details } = toLogLine(1, logged('failed', { err: new Error('no luck') }));
  const { err } = JSON.parse(details) as { err: { stack: string } };
  assert.match(err.stack, /no luck\n {4}at /);
});

test('what is long is cut and stays JSON', () => {
  const line = toLogLine(
    1,
    JSON.stringify({ level: 30, time: 1, msg: 'm'.repeat(3000), field: '"'.repeat(3000) }),
  );
  assert.equal(line.message.length, 2001);
  assert.equal((JSON.parse(line.details) as { cut: string }).cut.length, 4000);
});

test('anything at all becomes a line that fits the schema', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.json(),
        fc
          .dictionary(fc.constantFrom('level', 'time', 'worker', 'msg', 'correlationId', 'x'), fc.jsonValue())
          .map((fields) => JSON.stringify(fields)),
      ),
      (text) => {
        const line = logLine.parse(toLogLine(1, text));
        JSON.parse(line.details);
      },
    ),
  );
});
