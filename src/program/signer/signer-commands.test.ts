import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toSignerCommands } from './signer-commands.ts';

type Clients = Awaited<ReturnType<Parameters<typeof toSignerCommands>[0]>>;

test('work on the keystore is entered by the operator at the machine, and nothing but which work and which key', async () => {
  const entered: unknown[] = [];
  const storage: Clients['storage'] = {
    recordAudit: async (entry) => {
      entered.push(entry);
    },
  };
  const { signerWork } = toSignerCommands(async () => ({ signer: {} as Clients['signer'], storage }));
  await signerWork?.({ work: 'export', keyId: 'address', passphrase: 'canary' });
  await signerWork?.({ work: 'init' });
  await assert.rejects(async () => signerWork?.({ work: 'sign' }), { code: 'MESSAGE_INVALID' });
  const by = { actor: 'operator at the machine', address: '' };
  assert.deepEqual(entered, [
    { by, action: 'signer.export', target: 'signer', details: { keyId: 'address' } },
    { by, action: 'signer.init', target: 'signer', details: {} },
  ]);
});
