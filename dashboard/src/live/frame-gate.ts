// Lets changes through to the page at most once a frame, and never more often than the eye can follow.

export type FrameDoors = {
  readonly requestFrame: (run: () => void) => void;
  readonly nowMs: () => number;
  readonly after: (delayMs: number, run: () => void) => void;
};

/** Four times a second for each cell is the limit of the brief. */
const SHORTEST_MS = 250;

/** Returns a function that asks for `apply`: the first time it comes in the next frame, then a quarter of a second apart. */
export function createFrameGate(apply: () => void, { requestFrame, nowMs, after }: FrameDoors): () => void {
  let isAsked = false;
  let lastMs = Number.NEGATIVE_INFINITY;
  const show = (): void => {
    isAsked = false;
    lastMs = nowMs();
    apply();
  };
  return () => {
    if (isAsked) return;
    isAsked = true;
    const waitMs = lastMs + SHORTEST_MS - nowMs();
    if (waitMs <= 0) requestFrame(show);
    else after(waitMs, () => requestFrame(show));
  };
}

export const browserFrames: FrameDoors = {
  requestFrame: (run) => void requestAnimationFrame(run),
  nowMs: () => performance.now(),
  after: (delayMs, run) => void setTimeout(run, delayMs),
};
