// The main thread's way to the signer process: it alone holds the pipe.
import type { By } from '../../core/by.ts';
import type { PartHealth } from '../../core/health.ts';
import { defineService, type Service } from '../../core/service.ts';
import { signerContract, type ToldState } from '../../workers/signer/contract.ts';
import { storageContract } from '../../workers/storage/contract.ts';
import { watchProcess } from '../guard/process-memory.ts';
import type { SignerDoor } from './signer-door.ts';

const health = {
  none: { status: 'Healthy', word: 'no keystore' },
  armed: { status: 'Healthy', word: 'armed' },
  waiting: { status: 'Degraded', word: 'not armed' },
  away: { status: 'Disconnected', word: 'away' },
} as const satisfies Record<ToldState['state'], PartHealth>;

/** `pid` is that of the signer process while it runs. */
export function createSignerService(door: SignerDoor, pid: () => number | null): Service {
  return defineService({
    contract: signerContract,
    uses: { storage: storageContract },
    start({ clients: { storage }, clock }) {
      const memory = watchProcess(clock, pid);
      const record = (by: By, action: string) =>
        storage.recordAudit({ by, action, target: 'signer', details: {} });
      return {
        handlers: {
          async health() {
            const { state, says, isOutdated } = await door.state();
            const { status, word } = health[state];
            return {
              status: isOutdated ? 'Degraded' : status,
              says,
              word,
              armed: state === 'armed',
              ...memory(),
            };
          },
          status: () => door.state(),
          async reload() {
            await door.armByFile(true);
            return door.state();
          },
          async arm({ by, passphrase }) {
            await record(by, 'signer.arm');
            await door.arm(Buffer.from(passphrase));
            return door.state();
          },
          async unlock({ by, code }) {
            await record(by, 'signer.unlock');
            await door.asked().unlockWithdrawals(Buffer.from(code));
            return door.state();
          },
          // what takes rights away is done first, also when it cannot be written down
          async lock({ by }) {
            await door.asked().lock();
            await record(by, 'signer.lock');
            return door.state();
          },
          async sign({ purpose, keyId, message }) {
            const { sign, withdraw } = door.asked();
            const ask = purpose === 'trade' ? sign : withdraw;
            const signature = await ask(
              keyId,
              Buffer.from(message.buffer, message.byteOffset, message.length),
            );
            // bytes of its own: what crosses to a thread takes all of the memory below along
            return { signature: new Uint8Array(signature) };
          },
        },
      };
    },
  });
}
