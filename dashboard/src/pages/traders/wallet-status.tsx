import type { WalletRow } from '../../api/solana.ts';
import { Status, type Tone } from '../../components/status.tsx';

const words: Readonly<Record<WalletRow['state'], { readonly word: string; readonly tone: Tone }>> = {
  push: { word: 'live', tone: 'good' },
  poll: { word: 'asked in turns', tone: 'quiet' },
  'catching-up': { word: 'catching up', tone: 'busy' },
  waiting: { word: 'waiting for a node', tone: 'warn' },
};

/** How a wallet is followed; what is not complete is told on pointing at it. */
export function WalletStatus({ state, says }: Pick<WalletRow, 'state' | 'says'>) {
  const { word, tone } = words[state];
  return (
    <span title={says ?? undefined}>
      <Status tone={says !== null && tone === 'good' ? 'warn' : tone} isLive>
        {word}
      </Status>
    </span>
  );
}
