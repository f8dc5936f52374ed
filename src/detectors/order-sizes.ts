// Orders as they end, each against what is usual of the last minutes: what every detector of large ones looks through.
import type { FlowView, Print } from '../domain/order-flow/flow-view.ts';
import { WindowedSizes } from '../domain/order-flow/windowed-sizes.ts';
import { type Sweep, Sweeps } from './sweeps.ts';
import { isWarm } from './warm-up.ts';

const MOST_SIZES = 65_536;
/** Of fewer nobody can say what is usual. */
const LEAST_SIZES = 20;

type OrderRun<T> = {
  readonly onTrade: (print: Print, view: FlowView) => T | undefined;
  readonly onDepth: (view: FlowView) => T | undefined;
  readonly onSecond: (view: FlowView) => T | undefined;
};

/** `usualOf` is asked once a second; `usualLots` is NaN until enough is known, and the order itself counts from the next second on. */
export function watchOrderSizes<T>(
  lookBackMs: number,
  usualOf: (sizes: WindowedSizes) => number,
  judge: (order: Sweep, usualLots: number, view: FlowView) => T | undefined,
): OrderRun<T> {
  const sweeps = new Sweeps();
  const sizes = new WindowedSizes(lookBackMs, MOST_SIZES);
  let usualLots = Number.NaN;
  const take = (order: Sweep | undefined, view: FlowView): T | undefined => {
    if (order === undefined) return undefined;
    sizes.add(view.nowMs, order.size);
    return judge(order, usualLots, view);
  };
  return {
    onTrade: (print, view) => take(sweeps.add(print), view),
    onDepth: (view) => take(sweeps.endBefore(view.nowMs), view),
    onSecond(view) {
      const found = take(sweeps.endBefore(view.nowMs), view);
      sizes.advance(view.nowMs);
      usualLots = isWarm(view) && sizes.length >= LEAST_SIZES ? usualOf(sizes) : Number.NaN;
      return found;
    },
  };
}
