import { Link } from 'wouter';
import type { SystemState } from '../../../../src/api/system.ts';
import { Figure, Figures } from '../../components/figure.tsx';
import { NoMoney } from '../../components/no-money.tsx';
import { UnknownFigure } from '../../components/unknown-figure.tsx';
import { UNKNOWN } from '../../format/number.ts';
import { toCount } from '../../format/words.ts';
import { toNoTrading } from '../../live/no-trading.ts';
import { useStop } from '../../live/use-stop.ts';

/** Money first; until there is any, the reason why not. */
export function HomeFigures({ state }: { readonly state: SystemState }) {
  const { state: stop } = useStop();
  const noTrading = toNoTrading(state);
  const workers = state.workers.filter(({ word }) => word === null);
  const ready = workers.filter((worker) => worker.state === 'ready').length;
  const errors = state.workers.reduce((sum, worker) => sum + worker.errors, 0);
  return (
    <Figures>
      <Figure label="Equity" note="No wallet or venue yet">
        <NoMoney name="Equity" />
      </Figure>
      <Figure label="Open risk" note="No positions yet">
        <UnknownFigure name="Open risk" reason="There are no positions, and nothing that could open one." />
      </Figure>
      <Figure
        label="New positions"
        note={
          stop?.isStopped
            ? 'Open ones keep their exits'
            : noTrading === undefined
              ? 'Nothing stops them'
              : 'Nothing trades yet'
        }
      >
        {stop?.isStopped ? (
          'Stopped'
        ) : noTrading !== undefined ? (
          <UnknownFigure name="New positions" reason={noTrading} />
        ) : stop === undefined ? (
          UNKNOWN
        ) : (
          'Allowed'
        )}
      </Figure>
      <Figure
        label="Workers ready"
        note={
          errors === 0 ? (
            'No errors since the start'
          ) : (
            <Link href="/logs?level=error">{toCount(errors, 'error')} since the start</Link>
          )
        }
      >
        {ready} of {workers.length}
      </Figure>
    </Figures>
  );
}
