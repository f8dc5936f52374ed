import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toProblemText } from './problem.ts';
import { problemsOf } from './testing/sources.ts';

test('all problems of all sources come at once, each named as it was written', () => {
  const problems = problemsOf({
    yaml: 'mode: fast\ngateway:\n  prot: 3000\n  host: 7\nruntime: 5\n',
    env: { ZAPFLOW_GATEWAY_PRT: '1', ZAPFLOW_LOG_TO_FILES: 'maybe', MAX_QUEUE_SIZE: 'many' },
    set: ['log.levle=debug', 'gateway.port=70000'],
  });
  assert.deepEqual(
    problems.map(({ source, path, hint }) => [source, path, hint]),
    [
      ['zapflow.yaml:1', 'mode', ''],
      ['zapflow.yaml:3', 'gateway.prot', 'did you mean gateway.port?'],
      ['zapflow.yaml:4', 'gateway.host', ''],
      ['zapflow.yaml:5', 'runtime', ''],
      ['MAX_QUEUE_SIZE', 'runtime.maxQueueSize', ''],
      ['ZAPFLOW_GATEWAY_PRT', 'ZAPFLOW_GATEWAY_PRT', 'did you mean ZAPFLOW_GATEWAY_PORT?'],
      ['ZAPFLOW_LOG_TO_FILES', 'log.toFiles', ''],
      ['--set log.levle', 'log.levle', 'did you mean log.level?'],
      ['--set gateway.port', 'gateway.port', ''],
    ],
  );
  const words = new Map(problems.map((problem) => [problem.path, `${problem.expected} | ${problem.got}`]));
  assert.equal(words.get('mode'), 'sandbox, paper or live | "fast"');
  assert.equal(words.get('gateway.port'), 'an integer from 0 to 65535 | 70000');
  assert.equal(words.get('log.toFiles'), 'true or false | "maybe"');
  assert.match(words.get('runtime') ?? '', /^a group of keys: callDeadlineMs, .*\| 5$/);
});

test('a file that is not YAML names the line and sets nothing', () => {
  const problems = problemsOf({ yaml: 'mode: paper\nmode: live\n' });
  assert.equal(problems[0]?.source, 'zapflow.yaml:2');
  assert.equal(problems[0]?.expected, 'valid YAML');
  assert.equal(problemsOf({ yaml: 'gateway: !js/function "x"' })[0]?.source, 'zapflow.yaml:1');
});

test('dotted keys, aliases and lists in the file are refused where they stand', () => {
  assert.equal(problemsOf({ yaml: 'gateway.port: 1' })[0]?.path, 'gateway.port');
  assert.equal(problemsOf({ yaml: 'mode: &m paper\ngateway:\n  host: *m' })[0]?.got, 'an alias');
  assert.equal(problemsOf({ yaml: 'gateway: [1]' })[0]?.got, 'a list');
  assert.equal(problemsOf({ yaml: 'gateway: { port: }' })[0]?.got, 'nothing');
});

test('keys that reach into the prototype are refused everywhere', () => {
  for (const key of ['__proto__', 'constructor', 'prototype', 'toString']) {
    assert.match(problemsOf({ yaml: `${key}: { mode: live }` })[0]?.path ?? '', new RegExp(key));
    assert.match(problemsOf({ yaml: `gateway: { ${key}: 1 }` })[0]?.path ?? '', new RegExp(key));
    assert.equal(problemsOf({ set: [`${key}.mode=live`] })[0]?.path, `${key}.mode`);
  }
  for (const key of ['__proto__', 'constructor'])
    assert.equal(problemsOf({ yaml: `log: { levels: { ${key}: debug } }` })[0]?.path, `log.levels.${key}`);
  assert.equal(Object.getPrototypeOf({}), Object.prototype);
});

test('the text for the terminal shows place, expectation and hint, and obeys no control character', () => {
  const problems = problemsOf({
    yaml: 'gateway:\n  prot: 1\n"\\e[31mred": 1',
    env: { ZAPFLOW_MODE: 'a\u202Eb' },
  });
  const text = toProblemText(problems);
  assert.match(text, /^The configuration has 3 problems; nothing was started\.\n/);
  assert.match(
    text,
    /zapflow\.yaml:2 {2}gateway\.prot\n {6}expected a known setting, got an unknown one; did you/,
  );
  for (const hostile of ['\u001b', '\u202e']) assert.ok(!text.includes(hostile));
  assert.match(text, /\\u\{202e\}/);
});
