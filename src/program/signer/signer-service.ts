// The main thread's way to the signer process: it alone holds the pipe.
import { defineService, type Service } from '../../core/service.ts';
import { type SignerState, signerContract } from '../../workers/signer/contract.ts';
import { storageContract } from '../../workers/storage/contract.ts';
import type { SignerDoor } from './signer-door.ts';

const health = {
  none: 'Healthy',
  armed: 'Healthy',
  waiting: 'Degraded',
  away: 'Disconnected',
} as const satisfies Record<SignerState['state'], string>;

export function createSignerService(door: SignerDoor): Service {
  return defineService({
    contract: signerContract,
    uses: { storage: storageContract },
    start({ clients: { storage } }) {
      return {
        handlers: {
          async health() {
            const { state, says } = await door.state();
            return { status: health[state], says, armed: state === 'armed' };
          },
          status: () => door.state(),
          async reload() {
            await door.armByFile(true);
            return door.state();
          },
          async arm({ by, passphrase }) {
            await storage.recordAudit({ by, action: 'signer.arm', target: 'signer', details: {} });
            await door.arm(Buffer.from(passphrase));
            return door.state();
          },
        },
      };
    },
  });
}
