// What of signing in needs storage to answer in a certain order; the rest is tested over the real one in test/gateway.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLogger } from '../../../core/log/logger.ts';
import { createSeededRandom } from '../../../core/random.ts';
import { createManualClock } from '../../../core/testing/manual-clock.ts';
import { createAccounts } from './accounts.ts';
import { hashOpaque } from './opaque.ts';

const from = { address: '127.0.0.1', agent: 'test', replaces: null, device: undefined };
const ada = {
  id: '1',
  name: 'ada',
  role: 'admin',
  hasTotp: false,
  createdAtMs: 0,
  disabledAtMs: null as number | null,
  passwordHash: 'hash of ada',
  totp: null,
  totpStep: null,
};

function create({
  user = ada as typeof ada | null,
  wasLocked = false,
  isLocked = false,
  locksUntilMs = null as number | null,
} = {}) {
  const lines: string[] = [];
  const locked: number[] = [];
  const actors: unknown[] = [];
  const clock = createManualClock();
  const verified: unknown[] = [];
  const noted: boolean[] = [];
  const made: unknown[] = [];
  let sessions = 0;
  const accounts = createAccounts({
    clock,
    random: createSeededRandom(1),
    log: createLogger({ write: (line) => lines.push(line), clock, worker: 'gateway' }),
    onLocked: (untilMs: number) => locked.push(untilMs),
    settings: { mode: 'paper', setupTokenHash: hashOpaque('printed') },
    devices: { remember: () => 'cookie', counterOf: () => null },
    passwords: {
      hash: async () => 'hash',
      verify: async (_given: string, stored: string | undefined) => {
        verified.push(stored);
        return stored !== undefined;
      },
    },
    storage: {
      loginFailures: async () => ({ lockedUntilMs: isLocked ? clock.now() + 60_000 : null }),
      users: async () => [],
      createUser: async (wish: unknown) => {
        made.push(wish);
        return { ...ada, name: 'eve' };
      },
      userByName: async () => user,
      noteLogin: async ({ isSuccess, by }: { isSuccess: boolean; by: { actor: string } }) => {
        noted.push(isSuccess);
        actors.push(by.actor);
        return { wasLocked, lockedUntilMs: wasLocked ? clock.now() + 60_000 : locksUntilMs };
      },
      startSession: async () => {
        sessions += 1;
      },
    },
  } as unknown as Parameters<typeof createAccounts>[0]);
  const signIn = () => accounts.signIn({ name: 'ada', password: 'x' }, from);
  const told = () => lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  return { signIn, accounts, verified, noted, made, locked, actors, lines, told, sessions: () => sessions };
}

test('a right password opens nothing when others locked the name while it was checked', async () => {
  const { signIn, sessions } = create({ wasLocked: true });
  await assert.rejects(signIn, { code: 'SIGN_IN_LOCKED' });
  assert.equal(sessions(), 0);
});

test('a wrong one is told as locked then, too', async () => {
  const { signIn } = create({ user: null, wasLocked: true });
  await assert.rejects(signIn, { code: 'SIGN_IN_LOCKED' });
});

test('for a name that nobody has, and for a closed account, a password is checked and the try noted all the same', async () => {
  for (const user of [null, { ...ada, disabledAtMs: 1 }]) {
    const { signIn, verified, noted } = create({ user });
    await assert.rejects(signIn, { code: 'SIGN_IN_WRONG' });
    assert.deepEqual([verified, noted], [[undefined], [false]]);
  }
});

test('without a token nobody printed, no first account is made', async () => {
  const { accounts } = create();
  const given = { token: '', name: 'eve', password: 'correct horse battery' };
  await assert.rejects(accounts.setUp(given, from), { code: 'SETUP_TOKEN_WRONG' });
});

test('while a name is locked no password is checked for it: that costs memory and time', async () => {
  const { signIn, verified, noted } = create({ isLocked: true });
  await assert.rejects(signIn, { code: 'SIGN_IN_LOCKED' });
  assert.deepEqual([verified, noted], [[], []]);
});

test('storage is told that the first account has to be the first: two may ask at once', async () => {
  const { accounts, made } = create();
  await accounts.setUp({ token: 'printed', name: 'eve', password: 'correct horse battery' }, from);
  assert.equal((made[0] as { mustBeFirst?: boolean }).mustBeFirst, true);
});

test('a wrong sign-in leaves a line with the name and where it came from, and the try is a guest’s', async () => {
  const { signIn, told, lines, locked, actors } = create({
    user: { ...ada, passwordHash: undefined as never },
  });
  await assert.rejects(signIn(), { code: 'SIGN_IN_WRONG' });
  const [line] = told();
  assert.deepEqual(
    [line?.['level'], line?.['category'], line?.['actor'], line?.['address'], line?.['name'], line?.['code']],
    [40, 'audit', 'guest', from.address, 'ada', 'SIGN_IN_WRONG'],
  );
  assert.doesNotMatch(lines.join(), /"x"/);
  assert.deepEqual([actors, locked], [['guest'], []]);
});

test('a name that nobody has is not written: it may be a password in the wrong field', async () => {
  const { signIn, told } = create({ user: null });
  await assert.rejects(signIn(), { code: 'SIGN_IN_WRONG' });
  assert.equal(told()[0]?.['name'], 'unknown name');
});

test('the try that locks a name is told, those while it is locked are not', async () => {
  const locking = create({ user: null, locksUntilMs: 77 });
  await assert.rejects(locking.signIn(), { code: 'SIGN_IN_WRONG' });
  assert.deepEqual(locking.locked, [77]);
  const locked = create({ user: null, wasLocked: true });
  await assert.rejects(locked.signIn(), { code: 'SIGN_IN_LOCKED' });
  assert.deepEqual([locked.locked, locked.told()[0]?.['code']], [[], 'SIGN_IN_LOCKED']);
});
