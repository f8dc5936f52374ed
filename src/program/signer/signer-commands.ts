// What the command line asks of the signer, over the control socket.
import { z } from 'zod';
import { codecOf } from '../../core/codec.ts';
import type { Client } from '../../core/service.ts';
import type { ControlCommand } from '../../core/supervisor/control-socket.ts';
import { signerContract } from '../../workers/signer/contract.ts';
import type { storageContract } from '../../workers/storage/contract.ts';
import { operator } from '../../workers/storage/operations/operator.ts';

const { arm, unlock } = signerContract.calls;
const armInput = codecOf(arm.input);
const unlockInput = codecOf(unlock.input);

/** What a command does with the file of the keystore by itself; only the audit hears of it. */
const keystoreWork = z.enum(['init', 'addKey', 'export', 'changePassphrase', 'setLimits', 'replaceTotp']);
export type KeystoreWork = z.output<typeof keystoreWork>;

const workInput = codecOf(z.object({ work: keystoreWork, keyId: z.string().min(1).max(64).optional() }));

/** Whoever may use the control socket is the user who runs the program. */
const by = operator;

type Clients = {
  readonly signer: Client<typeof signerContract>;
  readonly storage: Pick<Client<typeof storageContract>, 'recordAudit'>;
};

export function toSignerCommands(started: () => Promise<Clients>): Record<string, ControlCommand> {
  const signer = async () => (await started()).signer;
  return {
    signerStatus: async () => (await signer()).status(),
    signerReload: async () => (await signer()).reload(),
    signerArm: async ({ passphrase }) => (await signer()).arm(armInput.check({ by, passphrase })),
    signerUnlock: async ({ code }) => (await signer()).unlock(unlockInput.check({ by, code })),
    signerLock: async () => (await signer()).lock({ by }),
    signerWork: async (entry) => {
      const { work, keyId } = workInput.check(entry);
      const details = keyId === undefined ? {} : { keyId };
      const { storage } = await started();
      await storage.recordAudit({ by, action: `signer.${work}`, target: 'signer', details });
    },
  };
}
