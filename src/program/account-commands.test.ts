import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AppError } from '../core/errors.ts';
import { toAccountCommands } from './account-commands.ts';

function create({ isGatewayAway = false, isUnknown = false } = {}) {
  const written: unknown[] = [];
  const told: unknown[] = [];
  const commands = toAccountCommands(async () => ({
    storage: {
      users: async () => [],
      recoverAccount: async (wish) => {
        if (isUnknown) throw new AppError('USER_UNKNOWN');
        written.push(wish);
        return { userId: 'id-ann', sessionsEnded: 1 };
      },
    },
    gateway: {
      accountChanged: async (change) => {
        if (isGatewayAway) throw new AppError('PEER_UNAVAILABLE');
        told.push(change);
      },
    },
  }));
  return { ...commands, written, told };
}

const wish = { name: 'ann', passwordHash: 'hash', removesTotp: false };

test('who is helped in is named by the operator at the machine, and his live connections are hung up', async () => {
  const { recoverAccount, written, told } = create();
  assert.deepEqual(await recoverAccount({ ...wish, by: { actor: 'user:eve', address: '' }, id: 1 }), {
    userId: 'id-ann',
    sessionsEnded: 1,
  });
  assert.deepEqual(written, [{ ...wish, by: { actor: 'operator at the machine', address: '' } }]);
  assert.deepEqual(told, [{ userId: 'id-ann' }]);
});

test('it is done also while the gateway is down', async () => {
  const { recoverAccount, written } = create({ isGatewayAway: true });
  await recoverAccount(wish);
  assert.equal(written.length, 1);
});

test('what is no wish, and a name that nobody has, is refused', async () => {
  const { recoverAccount, written } = create();
  for (const wrong of [{}, { ...wish, name: '' }, { ...wish, removesTotp: 'yes' }])
    await assert.rejects(recoverAccount(wrong), { code: 'MESSAGE_INVALID' });
  assert.deepEqual(written, []);
  const unknown = create({ isUnknown: true });
  await assert.rejects(unknown.recoverAccount(wish), { code: 'USER_UNKNOWN' });
  assert.deepEqual(unknown.told, []);
});
