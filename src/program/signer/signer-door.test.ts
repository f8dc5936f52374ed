import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AppError } from '../../core/errors.ts';
import { sealOfKeystore } from '../../signer/keystore-seal.ts';
import type { SignerCalls } from '../../signer/signer-calls.ts';
import { createSignerDoor, type SignerDoorOptions } from './signer-door.ts';

const limits = {};
const keys = [{ id: 'a', label: 'main' }];
const lately = { spanMs: 60_000, signed: { trade: 3 }, refused: { LOCKED: 1 } };
const sealed = Buffer.alloc(40, 7);
const facts = { keystoreId: 'k', generation: 1, keys, limits, seal: sealOfKeystore(sealed) };

/** A signer that opens with the right passphrase. */
function createRig(changes: Partial<SignerDoorOptions> = {}) {
  const rig = { isLoaded: false, loads: 0, wanted: 0 };
  const calls: Pick<SignerCalls, 'status' | 'load'> = {
    status: async () => ({
      ...(rig.isLoaded ? facts : {}),
      isLoaded: rig.isLoaded,
      unlockedForMs: 0,
      lockedOutForMs: 0,
      lately,
    }),
    load: async (_, passphrase) => {
      rig.loads++;
      if (String(passphrase) !== 'right') throw new AppError('SIGNER_REFUSED');
      rig.isLoaded = true;
      return facts;
    },
  };
  const door = createSignerDoor({
    calls: calls as SignerCalls,
    hasKeystore: () => true,
    loadKeystore: () => sealed,
    sealOnDisk: () => facts.seal,
    loadPassphrase: () => undefined,
    want: () => void rig.wanted++,
    hasFailed: () => false,
    ...changes,
  });
  return { rig, door };
}

const stateOf = async (changes: Partial<SignerDoorOptions>) => (await createRig(changes).door.state()).state;

test('the state tells what keeps the signer from signing', async () => {
  assert.equal(await stateOf({ hasKeystore: () => false }), 'none');
  assert.equal(await stateOf({ calls: undefined }), 'away');
  assert.equal(await stateOf({ hasFailed: () => true }), 'away');
  const status = () => Promise.reject(new AppError('SIGNER_AWAY'));
  assert.equal(await stateOf({ calls: { status } as unknown as SignerCalls }), 'away');
  assert.equal(await stateOf({}), 'waiting');
});

test('the right passphrase arms it, a wrong one does not, and both are wiped', async () => {
  const { door } = createRig();
  const [wrong, right] = [Buffer.from('wrong'), Buffer.from('right')];
  await assert.rejects(door.arm(wrong), { code: 'SIGNER_REFUSED' });
  assert.equal((await door.state()).state, 'waiting');
  await door.arm(right);
  assert.deepEqual(await door.state(), {
    state: 'armed',
    says: 'Armed with 1 key.',
    keys,
    unlockedForMs: 0,
    lockedOutForMs: 0,
    isOutdated: false,
    limits,
    lately,
  });
  for (const given of [wrong, right]) assert.ok(given.every((byte) => byte === 0));
});

test('a passphrase is wiped also when there is nobody to hand it to', async () => {
  const given = Buffer.from('right');
  await assert.rejects(createRig({ calls: undefined }).door.arm(given), { code: 'SIGNER_AWAY' });
  assert.ok(given.every((byte) => byte === 0));
});

test('the passphrase file arms a signer that is not armed, and one that has an older keystore', async () => {
  const { door, rig } = createRig({ loadPassphrase: () => Buffer.from('right') });
  assert.equal(await door.armByFile(), true);
  assert.equal(await door.armByFile(), true);
  assert.equal(rig.loads, 1);
  assert.equal(await door.armByFile(true), true);
  assert.equal(rig.loads, 2);
});

test('without a passphrase file it stays as it is', async () => {
  const { door, rig } = createRig();
  assert.equal(await door.armByFile(), false);
  assert.equal(rig.loads, 0);
  assert.equal(await createRig({ hasKeystore: () => false }).door.armByFile(), false);
});

test('a keystore that was changed on disk is told until it is loaded', async () => {
  const { door } = createRig({ sealOnDisk: () => sealOfKeystore(Buffer.alloc(40, 8)) });
  await door.arm(Buffer.from('right'));
  const { state, isOutdated, says } = await door.state();
  assert.deepEqual([state, isOutdated], ['armed', true]);
  assert.match(says, /changed since/);
});

test('a program without a guard is told that the signer is away', () => {
  assert.throws(() => createRig({ calls: undefined }).door.asked(), { code: 'SIGNER_AWAY' });
});
