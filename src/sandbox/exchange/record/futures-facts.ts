// Mark price, index, funding and open interest of a perpetual contract.

const FUNDING_MS = 8 * 3_600_000;
const INTEREST_RATE = 0.0001;
/** Of the premium the rate takes as much as leaves it this near to the interest rate. */
const CLAMP = 0.0005;

export type MarkFacts = {
  /** Prices in quote. */
  readonly mark: number;
  readonly index: number;
  /** Of the running eight hours, so far. */
  readonly fundingRate: number;
  readonly nextFundingMs: number;
};

export type FundingRow = { readonly atMs: number; readonly rate: number; readonly mark: number };

export type FuturesFacts = {
  readonly now: MarkFacts;
  /** Oldest first. */
  readonly funding: readonly FundingRow[];
  readonly openInterestLots: number;
  update(nowMs: number, middle: number, index: number): void;
  addOpenInterest(lots: number): void;
};

export function createFuturesFacts(startMs: number, price: number, openInterestLots: number): FuturesFacts {
  const firstMs = Math.floor(startMs / FUNDING_MS) * FUNDING_MS;
  const funding: FundingRow[] = Array.from({ length: 90 }, (_, i) => ({
    atMs: firstMs - (89 - i) * FUNDING_MS,
    rate: INTEREST_RATE,
    mark: price,
  }));
  let premium = 0;
  let interestLots = openInterestLots;
  let now: MarkFacts = {
    ...{ mark: price, index: price, fundingRate: INTEREST_RATE },
    nextFundingMs: firstMs + FUNDING_MS,
  };
  return {
    get now() {
      return now;
    },
    get openInterestLots() {
      return interestLots;
    },
    funding,
    update(nowMs, middle, index) {
      // a mean, so that one trade does not move what positions are judged by
      premium += 0.05 * ((middle - index) / index - premium);
      let { nextFundingMs } = now;
      const pulled = Math.min(CLAMP, Math.max(-CLAMP, INTEREST_RATE - premium));
      const fundingRate = premium + pulled;
      if (nowMs >= nextFundingMs) {
        funding.push({ atMs: nextFundingMs, rate: fundingRate, mark: index * (1 + premium) });
        if (funding.length > 1000) funding.shift();
        nextFundingMs = (Math.floor(nowMs / FUNDING_MS) + 1) * FUNDING_MS;
      }
      now = { mark: index * (1 + premium), index, fundingRate, nextFundingMs };
    },
    addOpenInterest(lots) {
      interestLots = Math.max(1, interestLots + lots);
    },
  };
}
