// How many calls went out within the last minute, second by second.

const SECONDS = 60;

export type CallCount = {
  add(calls: number, nowMs: number): void;
  lastMinute(nowMs: number): number;
};

export function createCallCount(): CallCount {
  const counts = new Array<number>(SECONDS).fill(0);
  const seconds = new Array<number>(SECONDS).fill(-SECONDS);
  return {
    add(calls, nowMs) {
      const second = Math.floor(nowMs / 1000);
      const at = second % SECONDS;
      counts[at] = calls + (seconds[at] === second ? (counts[at] ?? 0) : 0);
      seconds[at] = second;
    },
    lastMinute(nowMs) {
      const oldest = Math.floor(nowMs / 1000) - SECONDS;
      return counts.reduce((sum, count, i) => ((seconds[i] ?? 0) > oldest ? sum + count : sum), 0);
    },
  };
}
