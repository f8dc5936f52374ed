import type { PartHealth } from '../../core/health.ts';
import { type Context, defineService } from '../../core/service.ts';
import type { DecodedTransaction } from '../../domain/solana/decoded.ts';
import { parseTransactionText } from '../../domain/solana/parse-transaction.ts';
import { safetyChecks } from '../../safety/index.ts';
import { judge } from '../../safety/judge.ts';
import { decoderContract } from './contract.ts';
import { decodeTransaction } from './decode/decode-transaction.ts';
import { createProgramReadings } from './program-readings.ts';

type DecoderContext = Context<typeof decoderContract>;

export const service = defineService({
  contract: decoderContract,
  start({ publish, log }: DecoderContext) {
    const readings = createProgramReadings();
    const decode = (text: string): DecodedTransaction => {
      const parsed = parseTransactionText(text);
      const decoded =
        'notUnderstood' in parsed ? toUnread(text, parsed.notUnderstood) : decodeTransaction(parsed);
      for (const changed of readings.note(decoded)) {
        const { platform, isBroken, reason } = changed;
        if (isBroken) log.error(`${platform} is not understood any more: ${reason}`, changed);
        else log.info(`${platform} is understood again`, changed);
        void publish('programChanged', changed).catch(() => {});
      }
      return decoded;
    };
    return {
      handlers: {
        health: (): PartHealth => {
          const broken = readings.all.filter(({ isBroken }) => isBroken).map(({ platform }) => platform);
          return broken.length === 0
            ? { status: 'Healthy', says: `${readings.all.length} programs seen.` }
            : { status: 'Degraded', says: `Not understood any more: ${broken.join(', ')}.` };
        },
        decode: ({ transactions }) => transactions.map(decode),
        judge: (facts) => judge(safetyChecks, facts),
        programs: () => [...readings.all],
      },
    };
  },
});

/** What stands in the place of a transaction that cannot be read, with what is known of it. */
function toUnread(text: string, reason: string): DecodedTransaction {
  const [, signature = ''] = /"signatures":\s*\["([1-9A-HJ-NP-Za-km-z]{64,88})"/.exec(text) ?? [];
  const [, slot = '0'] = /"slot":\s*(\d{1,15})/.exec(text) ?? [];
  const nothing = { trades: [], events: [], changes: [] };
  const notUnderstood = [{ program: '', instruction: null, reason }];
  const status = 'failed' as const;
  return { signature, slot: Number(slot), blockTimeMs: null, status, error: null, ...nothing, notUnderstood };
}
