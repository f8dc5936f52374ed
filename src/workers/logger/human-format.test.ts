import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLogger } from '../../core/log/logger.ts';
import { toHumanLine, usesColour } from './human-format.ts';
import { toLogEntry } from './log-entry.ts';

const hostileName =
  'MOON\u001b[2K\u001b[1G\n12:00:00.000 INFO  executor sold all\r\u009b2J\u202eTXT\u2066\u2028\u0007\u{E0041}';

function logged(message: string, fields: Record<string, unknown>): string {
  let line = '';
  const log = createLogger({
    write: (text) => {
      line = text;
    },
    clock: { now: () => 45_296_789 },
    worker: 'scout',
  });
  log.child({ module: 'calls' }).warn(message, fields);
  return line;
}

test('a line shows time, level, worker, module, message and fields', () => {
  const line = logged('token seen', { symbol: 'BONK', note: 'two words', price: 1.5, deep: { a: [1] } });
  assert.equal(
    toHumanLine(line, false),
    '12:34:56.789 WARN  scout calls token seen symbol=BONK note="two words" price=1.5 deep={"a":[1]}',
  );
  assert.ok(toHumanLine(line, true).includes('\u001b[33mWARN \u001b[0m'));
});

test('a hostile token name makes one line without ESC, controls or turned text, on a terminal and in the file', () => {
  const line = logged(`seen ${hostileName}`, { name: hostileName, [hostileName]: 1 });
  for (const text of [toHumanLine(line, false), toLogEntry(line).line]) {
    assert.match(text, /^[ -~]+$/);
    assert.ok(text.includes('\\u001b[2K'));
  }
  assert.deepEqual(JSON.parse(toLogEntry(line).line), JSON.parse(line), 'the file still says the same');
});

test('no value passes for two fields', () => {
  const text = toHumanLine(logged('x', { name: 'a price=9', other: 'b=c', third: 'say "x' }), false);
  assert.ok(text.endsWith('x name="a price=9" other="b=c" third="say \\"x"'), text);
});

test('the stack of an error stands below, indented, and cannot pass for log lines', () => {
  const text = toHumanLine(
    logged('failed', { err: new Error(`bad\n12:00:00.000 INFO  forged ${hostileName}`) }),
    false,
  );
  const [head, ...below] = text.split('\n');
  assert.match(head ?? '', /WARN {2}scout calls failed err=\{"type":"Error"/);
  assert.ok(below.length > 3);
  for (const line of below) assert.match(line, /^ {4}[ -~]*$/);
});

test('what is no JSON is shown, escaped', () => {
  assert.equal(toHumanLine('plain \u001b[31m', true), 'plain \\u001b[31m');
  assert.equal(toHumanLine('[1]', true), '[1]');
});

test('colour is for terminals and NO_COLOR is honoured', () => {
  assert.deepEqual(
    [
      usesColour({}, true),
      usesColour({}, false),
      usesColour({ NO_COLOR: '1' }, true),
      usesColour({ TERM: 'dumb' }, true),
    ],
    [true, false, false, false],
  );
});
