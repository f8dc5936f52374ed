/** Numbers of chance from a seed (mulberry32): the same in every run. */
export type Draws = {
  /** From 0 to below 1. */
  next(): number;
  /** Of a normal distribution with mean 0 and deviation 1. */
  normal(): number;
  whole(below: number): number;
};

export function createDraws(seed: number): Draws {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    next,
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    whole: (below) => Math.floor(next() * below),
  };
}
