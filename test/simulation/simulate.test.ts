// The simulator as people run it: in processes of its own, whatever is in them.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { defects } from './defects/index.ts';
import { plant } from './find-defects.ts';
import type { Figures } from './report.ts';
import { scenarios } from './scenarios/index.ts';
import type { Answer } from './seed-processes.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const broken = `${root}test/simulation/testing/broken-scenarios.ts`;

type Run = { readonly code: number | null; readonly stdout: string; readonly stderr: string };

function simulate(...args: string[]): Run {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [`${root}test/simulation/simulate.ts`, ...args],
    {
      encoding: 'utf8',
      timeout: 60_000,
      maxBuffer: 2 ** 26,
    },
  );
  return { code: status, stdout, stderr };
}

function figuresOf({ stdout, stderr }: Run): Figures & { failures: Answer[] } {
  assert.ok(stdout !== '', stderr);
  return JSON.parse(stdout);
}

for (const { name } of scenarios)
  test(`the first 50 seeds of ${name} hold`, () => {
    const run = simulate('--seeds', '50', '--scenario', name);
    assert.equal(run.code, 0, run.stdout + run.stderr);
  });

test('--help is the usage, and what is not known is told with it', () => {
  const help = simulate('--help');
  assert.deepEqual([help.code, help.stderr], [0, '']);
  assert.match(help.stdout, /^ {2}--seeds N/m);
  for (const wrong of [['--sedes', '3'], ['more'], ['--seeds', 'x'], ['--scenario', 'nowhere']]) {
    const { code, stderr } = simulate(...wrong);
    assert.equal(code, 2, wrong.join(' '));
    assert.match(stderr, /^ {2}--seeds N/m);
  }
});

test('the same seeds are the same runs, in however many processes', () => {
  const [one, two] = ['1', '2'].map((processes) =>
    figuresOf(simulate('--seeds', '60', '--processes', processes, '--json')),
  );
  assert.equal(one?.hash, two?.hash);
  assert.deepEqual([one?.seeds, one?.runAgain, one?.unlike], [60, 2, []]);
  assert.notEqual(one?.hash, figuresOf(simulate('--seeds', '60', '--from', '60', '--json')).hash);
});

test('a seed that is another run the second time fails the simulation', () => {
  const run = simulate('--registry', broken, '--scenario', 'unrepeatable', '--seeds', '1', '--json');
  assert.equal(run.code, 1);
  assert.deepEqual(figuresOf(run).unlike, ['unrepeatable 0']);
});

test('a violation is reported with its seed, its faults, its last events and the command that repeats it', () => {
  const run = simulate('--registry', broken, '--scenario', 'forgetful', '--seeds', '30');
  assert.equal(run.code, 1);
  const seed = /scenario forgetful, seed (\d+), commit \w+/.exec(run.stdout)?.[1];
  assert.ok(seed, run.stdout);
  for (const part of [
    'invariant: what was acknowledged is there',
    `npm run simulate -- --scenario forgetful --seed ${seed} --no-shrink`,
    'kill.',
    'last events',
    'control counter#',
  ])
    assert.ok(run.stdout.includes(part), `${part}\n${run.stdout}`);
});

test('a failing seed is shrunk to the fault and the operation that it takes, and the mask repeats it', () => {
  const run = simulate('--registry', broken, '--scenario', 'forgetful', '--seeds', '30', '--json');
  const [{ result, shrunk } = {} as Answer] = figuresOf(run).failures;
  assert.deepEqual(shrunk?.kept.map((part) => part.replace(/\d+/, 'n')).toSorted(), ['kill.n', 'op.n']);
  const mask = shrunk?.mask.join(',') ?? '';
  const again = figuresOf(
    simulate(
      '--registry',
      broken,
      '--scenario',
      'forgetful',
      '--seed',
      `${result.seed}`,
      '--mask',
      mask,
      '--no-shrink',
      '--json',
    ),
  );
  assert.equal(again.failures[0]?.result.hash, shrunk?.result.hash);
  assert.equal(again.failures[0]?.result.failure?.message, shrunk?.result.failure?.message);
});

test('a world that does not come to rest is a violation', () => {
  const run = simulate(
    '--registry',
    broken,
    '--scenario',
    'restless',
    '--seeds',
    '1',
    '--no-shrink',
    '--json',
  );
  const failure = figuresOf(run).failures[0]?.result.failure;
  assert.equal(failure?.invariant, 'comes to rest');
  assert.match(failure?.message ?? '', /30 operations open/);
});

test('a rejection that nobody handles ends the thread it happened on', () => {
  const run = simulate(
    '--registry',
    broken,
    '--scenario',
    'rejecting',
    '--seeds',
    '1',
    '--no-shrink',
    '--json',
  );
  const failure = figuresOf(run).failures[0]?.result.failure;
  assert.deepEqual([failure?.invariant, failure?.message], ['no thread dies', 'counter']);
});

test('what code of a dead life still does reaches neither clients, events, timers nor the disk', () => {
  const late = [
    '--registry',
    `${root}test/simulation/testing/late-scenarios.ts`,
    '--seeds',
    '50',
    '--no-shrink',
  ];
  const run = simulate(...late, '--scenario', 'the-dead-reach-nothing');
  assert.equal(run.code, 0, run.stdout + run.stderr);
  assert.match(simulate(...late, '--scenario', 'nobody-dies-waiting').stdout, /a dead life went on/);
});

for (const defect of defects)
  test(`the place of the defect ${defect.name} is still there, once`, () => {
    const source = readFileSync(root + defect.file, 'utf8');
    assert.notEqual(plant(source, defect), source);
  });

test('a planted defect is found', () => {
  const { code, stdout } = simulate('--defect', 'reply-to-another', '--seeds', '50');
  assert.equal(code, 0, stdout);
  assert.match(stdout, /^reply-to-another: found after \d+ seeds, by \w+/);
});
