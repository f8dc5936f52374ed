import { Figure, Figures } from '../../components/figure.tsx';
import { Status, type Tone } from '../../components/status.tsx';
import { UnknownFigure } from '../../components/unknown-figure.tsx';
import { formatCount, formatDuration } from '../../format/number.ts';
import { useNow } from '../../live/use-now.ts';
import type { SignerState } from './signer-state.ts';

const looks: Readonly<Record<SignerState['state'], { tone: Tone; word: string; note: string }>> = {
  none: { tone: 'quiet', word: 'No keystore', note: 'There is nothing to sign with' },
  away: { tone: 'bad', word: 'Away', note: 'Its process does not answer' },
  waiting: { tone: 'warn', word: 'Not armed', note: 'It waits for its passphrase' },
  armed: { tone: 'good', word: 'Armed', note: 'Trades within the limits are signed' },
};

type SignerFiguresProps = {
  readonly state: SignerState;
  /** When that was told: what is left of a time is counted from there. */
  readonly atMs: number;
};

export function SignerFigures({ state, atMs }: SignerFiguresProps) {
  const { tone, word, note } = looks[state.state];
  const { lately } = state;
  const sum = (counts: Readonly<Record<string, number>>): number =>
    Object.values(counts).reduce((total, count) => total + count, 0);
  const span = lately && `in the last ${formatDuration(Math.max(1000, lately.spanMs))}`;
  const reason = 'Known once its process answers.';
  return (
    <Figures>
      <Figure label="State" note={note}>
        <Status tone={tone}>{word}</Status>
      </Figure>
      <Withdrawals state={state} atMs={atMs} />
      <Figure label="Signed" note={span ?? 'trades and withdrawals'}>
        {lately ? formatCount(sum(lately.signed)) : <UnknownFigure name="Signed" reason={reason} />}
      </Figure>
      <Figure label="Refused" note={span ?? 'for any reason'}>
        {lately ? formatCount(sum(lately.refused)) : <UnknownFigure name="Refused" reason={reason} />}
      </Figure>
    </Figures>
  );
}

function Withdrawals({ state, atMs }: SignerFiguresProps) {
  const nowMs = useNow();
  const left = (ms: number): number => Math.max(0, atMs + ms - nowMs);
  const unlockedMs = state.unlockedForMs > 0 ? left(state.unlockedForMs) : 0;
  const lockedOutMs = state.lockedOutForMs > 0 ? left(state.lockedOutForMs) : 0;
  const seconds = (ms: number): string => formatDuration(Math.ceil(ms / 1000) * 1000);
  if (unlockedMs > 0)
    return (
      <Figure label="Withdrawals" note={`Locked again in ${seconds(unlockedMs)}`}>
        <Status tone="warn">Unlocked</Status>
      </Figure>
    );
  return (
    <Figure
      label="Withdrawals"
      note={
        lockedOutMs > 0
          ? `Too many wrong codes: none counts for ${seconds(lockedOutMs)}`
          : state.state === 'armed'
            ? 'A code unlocks them'
            : 'Nothing is signed at present'
      }
    >
      <Status tone="quiet">Locked</Status>
    </Figure>
  );
}
