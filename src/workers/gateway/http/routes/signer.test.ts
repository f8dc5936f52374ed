import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseLimits, toPlainLimits } from '../../../../signer/process/limits/limits.ts';
import { exampleLimits } from '../../../../signer/process/testing/example-limits.ts';
import { signerRoutes } from './signer.ts';

const by = { actor: 'user:ada', address: '127.0.0.1' };
const state = {
  state: 'armed',
  says: 'Armed with 1 key.',
  keys: [{ id: 'address', label: 'main' }],
  unlockedForMs: 0,
  lockedOutForMs: 0,
  isOutdated: false,
  limits: toPlainLimits(parseLimits(exampleLimits())),
  lately: { spanMs: 1000, signed: { trade: 1 }, refused: {} },
};

function createRig(mode: string) {
  const asked: [string, unknown][] = [];
  const answer = (name: string) => async (input?: unknown) => {
    asked.push([name, input]);
    return state;
  };
  const signer = {
    status: answer('status'),
    arm: answer('arm'),
    unlock: answer('unlock'),
    lock: answer('lock'),
  };
  const routes = signerRoutes({ signer, settings: { mode } } as never);
  return { asked, routes };
}

const as = (hasTotp: boolean) => ({ by, actor: { kind: 'user', hasTotp } }) as never;

test('the limits as the signer writes them fit what the API declares', async () => {
  const { routes } = createRig('sandbox');
  assert.deepEqual(await routes.signer({} as never, as(false)), { ...state, limits: exampleLimits() });
});

test('arming and unlocking ask for a second factor of the account in every mode but sandbox, locking never', async () => {
  for (const mode of ['paper', 'live']) {
    const { asked, routes } = createRig(mode);
    const without = as(false);
    await assert.rejects(async () => routes.armSigner({ body: { passphrase: 'x' } } as never, without), {
      code: 'TOTP_NEEDED',
    });
    await assert.rejects(async () => routes.unlockSigner({ body: { code: '123456' } } as never, without), {
      code: 'TOTP_NEEDED',
    });
    assert.deepEqual(asked, []);
    await routes.lockSigner({} as never, without);
    await routes.unlockSigner({ body: { code: '123456' } } as never, as(true));
    assert.deepEqual(asked, [
      ['lock', { by }],
      ['unlock', { by, code: '123456' }],
    ]);
  }
  const { asked, routes } = createRig('sandbox');
  await routes.armSigner({ body: { passphrase: 'x' } } as never, as(false));
  assert.deepEqual(asked, [['arm', { by, passphrase: 'x' }]]);
});
