// What of signing in needs storage to answer in a certain order; the rest is tested over the real one in test/gateway.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSeededRandom } from '../../../core/random.ts';
import { createManualClock } from '../../../core/testing/manual-clock.ts';
import { createAccounts } from './accounts.ts';

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

function create({ user = ada as typeof ada | null, wasLocked = false } = {}) {
  const clock = createManualClock();
  const verified: unknown[] = [];
  const noted: boolean[] = [];
  let sessions = 0;
  const accounts = createAccounts({
    clock,
    random: createSeededRandom(1),
    settings: { mode: 'paper', setupTokenHash: null },
    devices: { remember: () => 'cookie', counterOf: () => null },
    passwords: {
      verify: async (_given: string, stored: string | undefined) => {
        verified.push(stored);
        return stored !== undefined;
      },
    },
    storage: {
      loginFailures: async () => ({ lockedUntilMs: null }),
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
  return { signIn, accounts, verified, noted, sessions: () => sessions };
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
