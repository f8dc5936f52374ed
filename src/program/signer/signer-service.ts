// The main thread's way to the signer process: it alone holds the pipe.
import type { By } from '../../core/by.ts';
import { toAppError } from '../../core/errors.ts';
import type { PartHealth } from '../../core/health.ts';
import { defineService, type Service } from '../../core/service.ts';
import { signerContract, type ToldState } from '../../workers/signer/contract.ts';
import { storageContract } from '../../workers/storage/contract.ts';
import { watchProcess } from '../guard/process-memory.ts';
import type { SignerDoor } from './signer-door.ts';

type JsonObject = Readonly<Record<string, string>>;

const health = {
  none: { status: 'Healthy', word: 'not running' },
  armed: { status: 'Healthy', word: 'armed' },
  waiting: { status: 'Degraded', word: 'not armed' },
  away: { status: 'Disconnected', word: 'away' },
} as const satisfies Record<ToldState['state'], PartHealth>;

/** `pid` is that of the signer process while it runs. */
export function createSignerService(door: SignerDoor, pid: () => number | null): Service {
  return defineService({
    contract: signerContract,
    uses: { storage: storageContract },
    start({ clients: { storage }, clock, log }) {
      const memory = watchProcess(clock, pid);
      const record = (by: By, action: string, details: JsonObject = {}) =>
        storage.recordAudit({ by, action, target: 'signer', details });
      /** What cannot be written down is not done, so that it is written when asked, and again how it went. */
      const recorded = async (by: By, action: string, work: () => Promise<void>) => {
        await record(by, action, { outcome: 'asked' });
        const recordOutcome = (details: JsonObject) =>
          record(by, action, details).catch((error: unknown) =>
            log.error('how it went is not in the audit', { action, ...details, err: toAppError(error) }),
          );
        try {
          await work();
        } catch (error) {
          const { code, kind, details } = toAppError(error);
          const outcome = kind === 'refused' ? 'refused' : 'failed';
          await recordOutcome({ outcome, reason: String(details['reason'] ?? code) });
          throw error;
        }
        await recordOutcome({ outcome: 'done' });
      };
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
            await recorded(by, 'signer.arm', () => door.arm(Buffer.from(passphrase)));
            return door.state();
          },
          async unlock({ by, code }) {
            await recorded(by, 'signer.unlock', () => door.asked().unlockWithdrawals(Buffer.from(code)));
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
