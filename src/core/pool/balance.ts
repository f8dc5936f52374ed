// Which thread takes the next task.

export type Balance = 'least-loaded' | 'round-robin' | 'weighted';

/** What a balancer knows of a thread. */
export interface Load {
  readonly index: number;
  /** Tasks it has been given and not answered. */
  readonly inFlight: number;
  /** The share of recent time it was busy, 0 to 1. */
  readonly busyShare: number;
  readonly hasRoom: boolean;
}

/** Picks among those with room; `loads` are in order of index. */
export type Balancer = <L extends Load>(loads: readonly L[]) => L | undefined;

/** Lower is freer. A sum of two loads, so more of either never makes a thread look freer. */
export function toLoadScore(load: Pick<Load, 'inFlight' | 'busyShare'>): number {
  return load.inFlight + load.busyShare;
}

/** `weights` are by thread index, as many as there can be threads. */
export function createBalancer(balance: Balance, weights: readonly number[]): Balancer {
  switch (balance) {
    case 'least-loaded':
      return pickLeastLoaded;
    case 'round-robin':
      return createRoundRobin();
    case 'weighted':
      return createWeighted(weights);
  }
}

function pickLeastLoaded<L extends Load>(loads: readonly L[]): L | undefined {
  let best: L | undefined;
  let bestScore = Number.POSITIVE_INFINITY;
  for (const load of loads) {
    if (!load.hasRoom) continue;
    const score = toLoadScore(load);
    if (score >= bestScore) continue;
    best = load;
    bestScore = score;
  }
  return best;
}

function createRoundRobin(): Balancer {
  let lastIndex = -1;
  return (loads) => {
    const free = (from: number, to: number) =>
      loads.find((load) => load.index > from && load.index <= to && load.hasRoom);
    const chosen = free(lastIndex, Number.POSITIVE_INFINITY) ?? free(-1, lastIndex);
    if (chosen) lastIndex = chosen.index;
    return chosen;
  };
}

/** Smooth weighted round-robin, as in nginx: shares follow the weights and turns are spread evenly. */
function createWeighted(weights: readonly number[]): Balancer {
  const credits = weights.map(() => 0);
  return <L extends Load>(loads: readonly L[]): L | undefined => {
    let best: L | undefined;
    let total = 0;
    for (const load of loads) {
      if (!load.hasRoom) continue;
      const weight = weights[load.index]!;
      total += weight;
      credits[load.index]! += weight;
      if (!best || credits[load.index]! > credits[best.index]!) best = load;
    }
    if (best) credits[best.index]! -= total;
    return best;
  };
}
