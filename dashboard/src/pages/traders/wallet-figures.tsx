import type { WalletRow } from '../../api/solana.ts';
import { Figure, Figures } from '../../components/figure.tsx';
import { Status } from '../../components/status.tsx';
import { formatCount } from '../../format/number.ts';
import { Gains } from './gains.tsx';
import { sumGains } from './sum-gains.ts';
import { useChain } from './use-chain.ts';

const tones = { Healthy: 'good', Degraded: 'warn', Disconnected: 'bad' } as const;

/** All followed wallets together, and whether what they do is seen. */
export function WalletFigures({ wallets }: { readonly wallets: readonly WalletRow[] | undefined }) {
  const chain = useChain();
  const all = wallets?.flatMap(({ gains }) => gains ?? []) ?? null;
  const totals = all && sumGains(all);
  const live = wallets?.filter(({ state }) => state === 'push').length;
  return (
    <Figures>
      <Figure label="Followed wallets" note={`${formatCount(live)} of them live`}>
        {formatCount(wallets?.length)}
      </Figure>
      <Figure label="Realised by all" note="average cost">
        <Gains name="Realised by all" of="realised" gains={totals} says="It is being counted." />
      </Figure>
      <Figure label="Unrealised by all" note="at prices of now">
        <Gains name="Unrealised by all" of="unrealised" gains={totals} says="It is being counted." />
      </Figure>
      <Figure label="Solana" note={chain?.says ?? 'The node is asked.'}>
        {chain ? (
          <Status tone={tones[chain.status]} isLive>
            {chain.status}
          </Status>
        ) : (
          '—'
        )}
      </Figure>
    </Figures>
  );
}
