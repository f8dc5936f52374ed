// What runs beside the program: asked for from the guard, and offered to the workers as services of the main thread.
import { hash } from 'node:crypto';
import type { Config } from '../config/resolve.ts';
import type { Log } from '../core/log/log.ts';
import type { Service } from '../core/service.ts';
import type { GuardLink } from './guard/guard-link.ts';
import type { SandboxOrder } from './guard/words.ts';
import { createSandboxService } from './sandbox/sandbox-service.ts';
import { hasKeystore } from './signer/keystore-file.ts';
import { armAtStart, openSigner } from './signer/open-signer.ts';
import { createSignerService } from './signer/signer-service.ts';

export type ProgramCompanions = {
  readonly services: readonly Service[];
  /** Has the guard start them; the signer is armed at each of its lives. */
  start(log: Log): void;
};

export function openCompanions(
  config: Config,
  guard: GuardLink | undefined,
  instanceKey: string,
): ProgramCompanions {
  const { dataDir, mode } = config;
  // the same in each life of the program, because the sandbox outlives it
  const token = hash('sha256', `sandbox control ${instanceKey}`, 'hex');
  const sandbox: SandboxOrder | null = mode === 'sandbox' ? { ...config.sandbox, token } : null;
  let isSignerWanted = hasKeystore(dataDir);
  const tell = () => guard?.tell({ type: 'wanted', dataDir, sandbox, signer: isSignerWanted });
  const signer = openSigner(config, guard, () => {
    if (isSignerWanted) return;
    isSignerWanted = true;
    tell();
  });
  return {
    services: [
      createSandboxService({
        isWanted: sandbox !== null,
        hasGuard: guard !== undefined,
        token,
        companion: () => guard?.companions.sandbox ?? null,
      }),
      createSignerService(signer, () => guard?.companions.signer?.pid ?? null),
    ],
    start(log) {
      let armed: number | null = null;
      guard?.onChange(({ signer: companion }) => {
        const pid = companion?.pid ?? null;
        if (pid === null || pid === armed) return;
        armed = pid;
        void armAtStart(signer, log);
      });
      tell();
    },
  };
}
