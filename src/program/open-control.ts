// What the running program answers on its control socket.
import { join } from 'node:path';
import type { Config } from '../config/resolve.ts';
import { systemClock } from '../core/clock.ts';
import { codecOf } from '../core/codec.ts';
import { askParts, HEALTH_MS, toOverallHealth } from '../core/health.ts';
import { supervisorContract } from '../core/supervisor/contract.ts';
import { type ControlSocket, openControlSocket } from '../core/supervisor/control-socket.ts';
import type { Runtime } from '../core/supervisor/start-runtime.ts';
import { cacheContract } from '../workers/cache/contract.ts';
import { chainContract } from '../workers/chain/contract.ts';
import { gatewayContract } from '../workers/gateway/contract.ts';
import { marketContract } from '../workers/market/contract.ts';
import { sandboxContract } from '../workers/sandbox/contract.ts';
import { signerContract } from '../workers/signer/contract.ts';
import { storageContract } from '../workers/storage/contract.ts';
import { operator } from '../workers/storage/operations/operator.ts';
import { toAccountCommands } from './account-commands.ts';
import { toChainCommands } from './chain-commands.ts';
import { findSetUpAddress } from './first-account.ts';
import { toMarketCommands } from './market-commands.ts';
import { toSandboxCommands } from './sandbox/sandbox-commands.ts';
import { toSignerCommands } from './signer/signer-commands.ts';

/** Services that commands ask; the main thread only passes the question on. */
export const uses = {
  storage: storageContract,
  cache: cacheContract,
  gateway: gatewayContract,
  market: marketContract,
  chain: chainContract,
  sandbox: sandboxContract,
  signer: signerContract,
};

export type ProgramRuntime = Runtime<typeof uses>;

const restartInput = codecOf(supervisorContract.calls.restart.input);
const backupInput = codecOf(storageContract.calls.backup.input);
const cancelInput = codecOf(storageContract.calls.cancelBackup.input);
const seqsInput = codecOf(storageContract.calls.dropParked.input);
const forgetInput = codecOf(storageContract.calls.forgetRefused.input);

export function openControl(
  config: Config,
  started: Promise<ProgramRuntime>,
  setupToken: string,
  requestStop: () => void,
): Promise<ControlSocket> {
  const { dataDir, mode } = config;
  const startedMs = systemClock.monotonicMs();
  const storage = async () => (await started).clients.storage;
  return openControlSocket({
    path: join(dataDir, 'control.sock'),
    clock: systemClock,
    commands: {
      status: async () => {
        const { supervisor, clients } = await started;
        const asked = await askParts({
          storage: clients.storage,
          cache: clients.cache,
          ...(config.workers.market.enabled ? { market: clients.market } : {}),
          sandbox: clients.sandbox,
          signer: clients.signer,
        });
        const { status, parts } = toOverallHealth(supervisor.status, asked);
        return {
          status,
          mode,
          uptimeMs: Math.round(systemClock.monotonicMs() - startedMs),
          workers: Object.fromEntries(
            supervisor.status.map(({ service, state, restarts }) => [service, { state, restarts }]),
          ),
          ...parts,
        };
      },
      // The socket is open to this user only, as the terminal is.
      setUpAddress: async () => {
        const { gateway } = (await started).clients;
        if (!config.workers.gateway.enabled) return {};
        const sources = { gateway, config, token: setupToken };
        return { address: await findSetUpAddress(sources, { deadlineMs: HEALTH_MS }) };
      },
      ...toAccountCommands(async () => (await started).clients),
      ...toSandboxCommands(async () => (await started).clients.sandbox),
      ...toSignerCommands(async () => (await started).clients),
      ...toMarketCommands(async () => (await started).clients.market),
      ...toChainCommands(async () => (await started).clients.chain),
      stop: async () => requestStop(),
      restart: async (args) => {
        const { worker } = restartInput.check(args);
        await (await started).supervisor.restart(worker);
        const entry = { by: operator, action: 'restartWorker', target: worker, details: {} };
        // It happened, also where storage is what does not come back.
        await (await storage()).recordAudit(entry).catch(() => {});
      },
      logs: async () => ({ directory: join(dataDir, 'logs'), files: ['orderflow.log'] }),
      backup: async ({ file, isForced, isStaged }) =>
        (await storage()).backup(backupInput.check({ file, isForced, isStaged })),
      cancelBackup: async ({ file }) => (await storage()).cancelBackup(cancelInput.check({ file })),
      databaseStatus: async () => (await storage()).databaseStatus(),
      vacuum: async () => (await storage()).vacuum(),
      parkedMessages: async () => (await storage()).parkedMessages({}),
      resendParked: async ({ seqs }) => (await storage()).resendParked(seqsInput.check({ seqs })),
      dropParked: async ({ seqs }) => (await storage()).dropParked(seqsInput.check({ seqs })),
      refusedWrites: async () => (await storage()).refusedWrites({}),
      forgetRefused: async ({ writes }) => (await storage()).forgetRefused(forgetInput.check({ writes })),
    },
  });
}
