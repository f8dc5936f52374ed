import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLogger } from '../../../core/log/logger.ts';
import { createManualClock } from '../../../core/testing/manual-clock.ts';
import type { Actor } from '../security/actor.ts';
import { createActorWatch } from './actor-watch.ts';
import { guest, tokenOf, userOf } from './testing/client-on-clock.ts';

function create(actors: readonly Actor[], refresh: (actor: Actor) => Promise<Actor | undefined>) {
  const clock = createManualClock();
  const changes: [string, Actor[]][] = [];
  const asked: Actor[] = [];
  const watch = createActorWatch({
    clock,
    log: createLogger({ write: () => {}, clock, worker: 'gateway' }),
    actors: () => actors,
    refresh(actor) {
      asked.push(actor);
      return refresh(actor);
    },
    onChange: (isConcerned, why) => void changes.push([why, actors.filter(isConcerned)]),
  });
  return { clock, changes, asked, watch };
}

test('each session and token is asked after once a minute, however many connections it has', async () => {
  const [ada, token] = [userOf('ada'), tokenOf('t')];
  const { clock, asked, changes, watch } = create(
    [ada, ada, guest, token, { ...ada }],
    async (actor) => actor,
  );
  await clock.advance(59_999);
  assert.deepEqual(asked, []);
  await clock.advance(1);
  assert.deepEqual(asked, [ada, token]);
  assert.deepEqual(changes, []);
  watch.stop();
  await clock.advance(120_000);
  assert.equal(asked.length, 2);
});

test('a session that ended and rights that changed are told, with everybody whom they concern', async () => {
  const [ada, bob, token] = [userOf('ada'), userOf('bob'), tokenOf('t', { areas: ['logs', 'alerts'] })];
  const { clock, changes } = create([ada, bob, ada, token], async (actor) => {
    if (actor === ada) return undefined;
    return actor === token ? { ...token, areas: ['logs'] } : ({ ...bob, stepUpUntilMs: 5 } as Actor);
  });
  await clock.advance(60_000);
  assert.deepEqual(changes, [
    ['signedOut', [ada, ada]],
    ['forbidden', [token]],
  ]);
});

test('while nobody can tell, all stay; and one who does not answer is not asked again meanwhile', async () => {
  const ada = userOf('ada');
  const answers = [
    () => Promise.reject(new Error('storage is away')),
    () => new Promise<undefined>(() => {}),
    async () => undefined,
  ];
  const { clock, changes, asked } = create([ada], () => answers.shift()!());
  await clock.advance(5 * 60_000);
  assert.equal(asked.length, 2);
  assert.deepEqual(changes, []);
});
