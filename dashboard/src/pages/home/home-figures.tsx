import type { SystemState } from '../../../../src/api/system.ts';
import { Figure, Figures } from '../../components/figure.tsx';
import { NoMoney } from '../../components/no-money.tsx';
import { UnknownFigure } from '../../components/unknown-figure.tsx';
import { UNKNOWN } from '../../format/number.ts';
import { useStop } from '../../live/use-stop.ts';

/** Money first; until there is any, the reason why not. */
export function HomeFigures({ state }: { readonly state: SystemState }) {
  const { state: stop } = useStop();
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
        note={stop?.isStopped ? 'Open ones keep their exits' : 'Nothing stops them'}
      >
        {stop === undefined ? UNKNOWN : stop.isStopped ? 'Stopped' : 'Allowed'}
      </Figure>
      <Figure
        label="Workers ready"
        note={errors === 0 ? 'No errors since the start' : `${errors} errors since the start`}
      >
        {ready} of {workers.length}
      </Figure>
    </Figures>
  );
}
