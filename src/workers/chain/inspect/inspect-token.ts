// A token looked at and judged; who asks again soon gets the same report.
import type { Log } from '../../../core/log/log.ts';
import type { Context } from '../../../core/service.ts';
import type { SafetyReport } from '../../../domain/solana/safety.ts';
import { parseReportJson, toReportJson } from '../../../domain/solana/safety-json.ts';
import type { Address } from '../../../domain/solana/transaction.ts';
import type { decoderContract } from '../../decoder/contract.ts';
import type { storageContract } from '../../storage/contract.ts';
import type { chainContract } from '../contract.ts';
import type { EndpointPool } from '../rpc/endpoint-pool.ts';
import { gatherFacts } from './gather-facts.ts';

type Doors = Pick<
  Context<typeof chainContract, { storage: typeof storageContract; decoder: typeof decoderContract }>,
  'clients' | 'clock' | 'random' | 'publish'
> & { readonly log: Pick<Log, 'warn'> };
type Node = Pick<EndpointPool, 'call'>;

export type Inspector = {
  /** Rejects with MINT_UNKNOWN, or the node's error where it does not answer at all. */
  inspect(pool: Node, mint: Address, maxAgeMs: number): Promise<SafetyReport>;
};

export function createInspector(
  { clients, clock, random, publish, log }: Doors,
  commitment: string,
): Inspector {
  const underWay = new Map<Address, Promise<SafetyReport>>();
  const { storage, decoder } = clients;
  const look = async (pool: Node, mint: Address): Promise<SafetyReport> => {
    const doors = { pool, clock, random, commitment, recorder: storage };
    const report = await decoder.judge(await gatherFacts(doors, mint));
    const { atMs, verdict, score } = report;
    const recorded = { mint, checkedAtMs: atMs, verdict, score, payload: toReportJson(report) };
    await storage.recordTokenFacts({ reports: [recorded], candles: [] }).catch((thrown: unknown) => {
      log.warn('the report of a token was not kept', { mint, thrown });
    });
    void publish('tokenInspected', report).catch(() => {});
    return report;
  };
  return {
    async inspect(pool, mint, maxAgeMs) {
      const kept = maxAgeMs > 0 ? await storage.tokenReport({ mint }).catch(() => null) : null;
      if (kept !== null && clock.now() - kept.checkedAtMs < maxAgeMs) {
        const report = parseReportJson(kept.payload);
        if (report !== undefined) return report;
      }
      const looking = underWay.get(mint) ?? look(pool, mint).finally(() => underWay.delete(mint));
      underWay.set(mint, looking);
      return looking;
    },
  };
}
