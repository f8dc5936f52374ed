import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { closeSync, constants, mkdtempSync, openSync, readFileSync, readSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { createManualClock } from '../../core/testing/manual-clock.ts';
import { toLogEntry } from './log-entry.ts';
import { createTerminal } from './terminal.ts';

const root = mkdtempSync(join(tmpdir(), 'zapflow-terminal-'));
after(() => rmSync(root, { recursive: true, force: true }));

const clock = createManualClock();
const entry = toLogEntry('{"level":30,"time":0,"worker":"w","msg":"hello"}');

/** About a kilobyte. */
const numbered = (number: number) =>
  toLogEntry(`{"level":30,"time":0,"number":${number},"msg":"${'é'.repeat(500)}"}`);

/** A real pipe: its writing end waits for the reader, as standard output does. */
function createPipe(name: string) {
  const path = join(root, name);
  execFileSync('mkfifo', [path]);
  const reader = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  const fd = openSync(path, constants.O_WRONLY);
  let text = '';
  const read = () => {
    const chunk = Buffer.alloc(2 ** 21);
    try {
      for (let bytes = readSync(reader, chunk); bytes > 0; bytes = readSync(reader, chunk))
        text += chunk.toString('latin1', 0, bytes);
    } catch (error) {
      assert.equal((error as NodeJS.ErrnoException).code, 'EAGAIN');
    }
  };
  const lines = (): { number?: number; notShown?: number }[] =>
    Buffer.from(text, 'latin1')
      .toString()
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line));
  const close = () => {
    closeSync(fd);
    closeSync(reader);
  };
  return { fd, read, lines, close };
}

for (const [format, expected] of [
  ['human', '00:00:00.000 INFO  w hello\n'],
  ['json', `${entry.line}\n`],
] as const) {
  test(`the ${format} format is there when flush returns`, () => {
    const path = join(root, format);
    const fd = openSync(path, 'w');
    const terminal = createTerminal({ fd, format, isColoured: false, clock });
    terminal.write(entry);
    terminal.flush();
    assert.equal(readFileSync(path, 'utf8'), expected);
    closeSync(fd);
  });
}

test('an output that nobody reads any more stops no logger', async () => {
  const fd = openSync(join(root, 'closed'), 'w');
  const terminal = createTerminal({ fd, format: 'json', isColoured: false, clock });
  closeSync(fd);
  for (let at = 0; at < 3; at++) {
    terminal.write(entry);
    terminal.flush();
  }
  await terminal.close();
});

test('a reader that pauses stops no logger, and is told how many lines it missed where they are missing', async () => {
  const pipe = createPipe('paused');
  const terminal = createTerminal({ fd: pipe.fd, format: 'json', isColoured: false, clock });
  const total = 3000;
  for (let number = 0; number < total; number++) {
    terminal.write(numbered(number));
    if (number % 10 === 0) terminal.flush();
  }
  // Room again, but a line shown now would stand before the note of those missing.
  pipe.read();
  terminal.flush();
  terminal.write(numbered(total));
  const missed = terminal.notShown();
  const shown = total + 1 - missed;
  assert.ok(shown > 0 && shown < total);
  while (!pipe.lines().some(({ notShown }) => notShown)) {
    pipe.read();
    terminal.flush();
  }
  terminal.write(numbered(total + 1));
  terminal.flush();
  pipe.read();
  assert.deepEqual(
    pipe.lines().map(({ number, notShown }) => number ?? { notShown }),
    [...Array.from({ length: shown }, (_, number) => number), { notShown: missed }, total + 1],
  );
  assert.equal(terminal.notShown(), missed);
  await terminal.close();
  pipe.close();
});

test('closing waits for a slow reader, so that it gets the last line', async () => {
  const pipe = createPipe('slow');
  const terminal = createTerminal({ fd: pipe.fd, format: 'json', isColoured: false, clock });
  for (let number = 0; number < 500; number++) terminal.write(numbered(number));
  let isClosed = false;
  const closed = terminal.close().then(() => {
    isClosed = true;
  });
  for (let turn = 0; turn < 50 && !isClosed; turn++) {
    pipe.read();
    await clock.advance(10);
  }
  await closed;
  pipe.read();
  assert.equal(pipe.lines().at(-1)?.number, 499);
  assert.equal(pipe.lines().length, 500);
  pipe.close();
});

test('closing gives up on a reader that takes nothing for a second', async () => {
  const pipe = createPipe('stuck');
  const terminal = createTerminal({ fd: pipe.fd, format: 'json', isColoured: false, clock });
  for (let number = 0; number < 500; number++) terminal.write(numbered(number));
  const closed = terminal.close();
  await clock.advance(1000);
  await closed;
  pipe.close();
});
