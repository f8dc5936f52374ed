import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AppError } from '../../core/errors.ts';
import { silent } from '../../core/supervisor/testing/scripted-unit.ts';
import { createManualClock } from '../../core/testing/manual-clock.ts';
import type { SignerDoor } from './signer-door.ts';
import { createSignerService } from './signer-service.ts';

test('the audit tells of each try to arm how it went', async () => {
  const audited: unknown[] = [];
  const door = {
    state: async () => ({}),
    arm: async (passphrase: Buffer) => {
      if (String(passphrase) !== 'right')
        throw new AppError('SIGNER_REFUSED', undefined, { details: { reason: 'PASSPHRASE_WRONG' } });
    },
  } as unknown as SignerDoor;
  const storage = { recordAudit: async ({ details }: { details: unknown }) => void audited.push(details) };
  const context = { clients: { storage }, clock: createManualClock(), log: silent };
  const { handlers } = await createSignerService(door, () => null).start(context as never);
  const { arm } = handlers as unknown as { arm(input: object): Promise<unknown> };
  const by = { actor: 'user:ada', address: '127.0.0.1' };
  await arm({ by, passphrase: 'right' });
  await assert.rejects(arm({ by, passphrase: 'wrong' }), { code: 'SIGNER_REFUSED' });
  assert.deepEqual(audited, [
    { outcome: 'asked' },
    { outcome: 'done' },
    { outcome: 'asked' },
    { outcome: 'refused', reason: 'PASSPHRASE_WRONG' },
  ]);
});
