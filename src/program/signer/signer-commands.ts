// What the command line asks of the signer, over the control socket.
import { codecOf } from '../../core/codec.ts';
import type { Client } from '../../core/service.ts';
import type { ControlCommand } from '../../core/supervisor/control-socket.ts';
import { signerContract } from '../../workers/signer/contract.ts';

type Signer = Client<typeof signerContract>;

const { arm, unlock } = signerContract.calls;
const armInput = codecOf(arm.input);
const unlockInput = codecOf(unlock.input);

/** Whoever may use the control socket is the user who runs the program. */
const by = { actor: 'command line', address: '' };

export function toSignerCommands(signer: () => Promise<Signer>): Record<string, ControlCommand> {
  return {
    signerStatus: async () => (await signer()).status(),
    signerReload: async () => (await signer()).reload(),
    signerArm: async ({ passphrase }) =>
      (await signer()).arm(armInput.check({ by, passphrase }) as Parameters<Signer['arm']>[0]),
    signerUnlock: async ({ code }) =>
      (await signer()).unlock(unlockInput.check({ by, code }) as Parameters<Signer['unlock']>[0]),
    signerLock: async () => (await signer()).lock({ by }),
  };
}
