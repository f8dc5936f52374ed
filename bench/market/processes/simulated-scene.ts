// Many symbols at a set pace, in the mixture of the recording: of 100 messages 70 tickers, 23 trades and 7 depth events.
import { machineMs, type SceneChoice } from './protocol.ts';
import { type Outlet, type Scene, toSymbolNames } from './scene.ts';
import { SimulatedSymbol } from './simulated-symbol.ts';

type Simulated = Extract<SceneChoice, { kind: 'simulated' }>;

/** Enough to bring every book to life. */
const INTRODUCTION_PER_SECOND = 2000;
/** The introduction lies so far back that look-backs of a minute are full when the pace begins. */
const PAST_MS = 120_000;
const TRADES_EACH = 100_000_000;
const MIXTURE = 100;
const TRADES = 23;
const DEPTHS = 7;
/** Depth events of a symbol from one move of its price to the next. */
const MOVE_EVERY = 16;

export function createSimulatedScene({ symbols: count, perSecond, patternEveryMs }: Simulated): Scene {
  const symbols = toSymbolNames(count).map(
    (name, index) => new SimulatedSymbol(name, 1 + index * TRADES_EACH),
  );
  const byName = new Map(symbols.map((symbol) => [symbol.name, symbol]));
  const stamps: [number, number][] = [];
  let isGoing = false;
  let sinceMs = machineMs();
  let sent = 0;
  let sentBefore = 0;
  let depths = 0;
  let patterns = 0;

  const eventMs = () => Date.now() - (isGoing ? 0 : PAST_MS);
  const say = (symbol: SimulatedSymbol, place: number, outlet: Outlet) => {
    const nowMs = eventMs();
    const { stream } = symbol;
    if (place >= DEPTHS + TRADES) return outlet(`${stream}@bookTicker`, symbol.ticker(nowMs));
    if (place >= DEPTHS) return outlet(`${stream}@trade`, symbol.trade(nowMs));
    if (++depths % MOVE_EVERY !== 0) return outlet(`${stream}@depth@0ms`, symbol.depth(nowMs));
    const { ticker, depth } = symbol.move(nowMs);
    outlet(`${stream}@bookTicker`, ticker);
    outlet(`${stream}@depth@0ms`, depth);
    sent++;
  };
  const hide = (outlet: Outlet, elapsedMs: number) => {
    if (patternEveryMs === null || !isGoing || elapsedMs < (patterns + 1) * patternEveryMs) return;
    const symbol = symbols[patterns++ % symbols.length]!;
    const { id, data } = symbol.hiddenOrder(eventMs());
    outlet(`${symbol.stream}@trade`, data);
    stamps.push([id, machineMs()]);
    sent++;
  };

  return {
    symbols: [...byName.keys()],
    streams: ['depth@0ms', 'trade', 'bookTicker'],
    depth: (name) => byName.get(name)?.snapshot(eventMs()) ?? '{}',
    turn(outlet) {
      const elapsedMs = machineMs() - sinceMs;
      const due = sentBefore + (elapsedMs / 1000) * (isGoing ? perSecond : INTRODUCTION_PER_SECOND);
      // symbols take turns, and after each round the next kind of the mixture, scattered, has its turn
      while (sent < due) {
        const place = (Math.floor(sent / symbols.length) * 37 + sent * 11) % MIXTURE;
        say(symbols[sent++ % symbols.length]!, place, outlet);
      }
      hide(outlet, elapsedMs);
    },
    go() {
      isGoing = true;
      sinceMs = machineMs();
      sentBefore = sent;
    },
    get messages() {
      return sent - sentBefore;
    },
    stamps,
  };
}
