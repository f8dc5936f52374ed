import assert from 'node:assert/strict';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { toLogEntry } from './log-entry.ts';
import { createTerminal } from './terminal.ts';

const root = mkdtempSync(join(tmpdir(), 'zapflow-terminal-'));
after(() => rmSync(root, { recursive: true, force: true }));

const entry = toLogEntry('{"level":30,"time":0,"worker":"w","msg":"hello"}');

for (const [format, expected] of [
  ['human', '00:00:00.000 INFO  w hello\n'],
  ['json', `${entry.line}\n`],
] as const) {
  test(`the ${format} format is there when flush returns`, () => {
    const path = join(root, format);
    const fd = openSync(path, 'w');
    const terminal = createTerminal({ fd, format, isColoured: false });
    terminal.write(entry);
    terminal.flush();
    assert.equal(readFileSync(path, 'utf8'), expected);
    closeSync(fd);
  });
}

test('an output that nobody reads any more stops no logger', () => {
  const fd = openSync(join(root, 'closed'), 'w');
  const terminal = createTerminal({ fd, format: 'json', isColoured: false });
  closeSync(fd);
  for (let at = 0; at < 3; at++) {
    terminal.write(entry);
    terminal.flush();
  }
  terminal.close();
});
