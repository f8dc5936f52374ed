// What the stand-in pretends to follow: one instrument for each state of a feed, with long names among them.
import type { InstrumentState } from '../../../../src/domain/order-flow/market-words.ts';

type State = InstrumentState['state'];

function toState(
  symbol: string,
  [base, quote]: readonly [string, string],
  steps: Pick<InstrumentState, 'priceDecimals' | 'sizeDecimals' | 'tickUnits'>,
  [state, says]: readonly [State, string | null] = ['live', null],
  market: InstrumentState['market'] = 'usdm',
): InstrumentState {
  return {
    id: `${market}:${symbol}`,
    origin: 'live',
    venue: 'binance',
    market,
    symbol,
    base,
    quote,
    ...steps,
    lotUnits: 1,
    contractSize: null,
    state,
    says,
    lastMs: Date.now() - (state === 'live' ? 80 : 94_000),
    messagesPerSecond: state === 'live' ? 184.2 : 0,
    gaps: state === 'syncing' ? 2 : 0,
    compared: 18_204,
    exact: 18_204,
  };
}

export const followed: readonly (InstrumentState & { readonly startPrice: number })[] = [
  {
    ...toState('BTCUSDT', ['BTC', 'USDT'], { priceDecimals: 2, sizeDecimals: 3, tickUnits: 10 }),
    startPrice: 57_204.1,
  },
  {
    ...toState('ETHUSDT', ['ETH', 'USDT'], { priceDecimals: 2, sizeDecimals: 3, tickUnits: 1 }),
    startPrice: 2_451.22,
  },
  {
    ...toState('SOLUSDT', ['SOL', 'USDT'], { priceDecimals: 4, sizeDecimals: 0, tickUnits: 100 }),
    startPrice: 141.07,
  },
  {
    ...toState('1000PEPEUSDT', ['1000PEPE', 'USDT'], { priceDecimals: 7, sizeDecimals: 0, tickUnits: 1 }, [
      'syncing',
      'A gap in the order book: the snapshot is on its way.',
    ]),
    startPrice: 0.0074182,
  },
  {
    ...toState(
      'BTCUSDT',
      ['BTC', 'USDT'],
      { priceDecimals: 2, sizeDecimals: 5, tickUnits: 1 },
      ['live', null],
      'spot',
    ),
    startPrice: 57_210.44,
  },
  {
    ...toState('DOGEUSDT', ['DOGE', 'USDT'], { priceDecimals: 5, sizeDecimals: 0, tickUnits: 1 }, [
      'silent',
      'No message for 94 s although the connection is open.',
    ]),
    startPrice: 0.10012,
  },
];
