import type { PartHealth } from '../../core/health.ts';
import { type Context, defineService } from '../../core/service.ts';
import type { DecodedTransaction } from '../../domain/solana/decoded.ts';
import { safetyChecks } from '../../safety/index.ts';
import { judge } from '../../safety/judge.ts';
import { decoderContract } from './contract.ts';
import type * as decodeTasks from './decode-tasks.ts';
import { decodeText } from './decode-text.ts';
import { createProgramReadings } from './program-readings.ts';

type DecoderContext = Context<typeof decoderContract>;

/** From so many on a call is handed to another thread, which is started then and ends when nothing comes for a while. */
const MANY = 24;
const MAX_THREADS = 2;

export const service = defineService({
  contract: decoderContract,
  start({ publish, log, pool }: DecoderContext) {
    const readings = createProgramReadings();
    const threads = pool<typeof decodeTasks>({
      module: new URL('./decode-tasks.ts', import.meta.url),
      minThreads: 0,
      maxThreads: MAX_THREADS,
    });
    const note = (decoded: DecodedTransaction) => {
      for (const changed of readings.note(decoded)) {
        const { platform, isBroken, reason } = changed;
        if (isBroken) log.error(`${platform} is not understood any more: ${reason}`, changed);
        else log.info(`${platform} is understood again`, changed);
        void publish('programChanged', changed).catch(() => {});
      }
    };
    const decode = async (texts: readonly string[]): Promise<DecodedTransaction[]> => {
      const all = texts.length < MANY ? texts.map(decodeText) : await threads.run('decodeAll', texts);
      for (const decoded of all) note(decoded);
      return all;
    };
    return {
      handlers: {
        health: (): PartHealth => {
          const broken = readings.all.filter(({ isBroken }) => isBroken).map(({ platform }) => platform);
          return broken.length === 0
            ? { status: 'Healthy', says: `${readings.all.length} programs seen.` }
            : { status: 'Degraded', says: `Not understood any more: ${broken.join(', ')}.` };
        },
        decode: ({ transactions }) => decode(transactions),
        judge: (facts) => judge(safetyChecks, facts),
        programs: () => [...readings.all],
      },
      stop: () => threads.close(),
    };
  },
});
