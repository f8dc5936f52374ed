// What of signing in needs storage to answer in a certain order; the rest is tested over the real one in test/gateway.
import assert from 'node:assert/strict';
import { test } from 'node:test';
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

function create({ user = ada as typeof ada | null, wasLocked = false, isLocked = false } = {}) {
  const clock = createManualClock();
  const verified: unknown[] = [];
  const noted: boolean[] = [];
  const made: unknown[] = [];
  let sessions = 0;
  const accounts = createAccounts({
    clock,
    random: createSeededRandom(1),
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
      noteLogin: async ({ isSuccess }: { isSuccess: boolean }) => {
        noted.push(isSuccess);
        return { wasLocked, lockedUntilMs: wasLocked ? clock.now() + 60_000 : null };
      },
      startSession: async () => {
        sessions += 1;
      },
    },
  } as unknown as Parameters<typeof createAccounts>[0]);
  const signIn = () => accounts.signIn({ name: 'ada', password: 'x' }, from);
  return { signIn, accounts, verified, noted, made, sessions: () => sessions };
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
