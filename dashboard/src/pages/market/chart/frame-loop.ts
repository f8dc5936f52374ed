// Draws at most once a frame, only when something changed, and not at all while nobody can see it.

export type LoopDoors = {
  readonly requestFrame: (run: () => void) => number;
  readonly cancelFrame: (handle: number) => void;
  readonly isHidden: () => boolean;
  /** Calls back when the page is seen again; returns what ends it. */
  readonly onShown: (run: () => void) => () => void;
};

export type FrameLoop = { ask(): void; stop(): void };

export function createFrameLoop(draw: () => void, doors: LoopDoors = browserLoop): FrameLoop {
  let handle: number | undefined;
  let isDue = false;
  let isOver = false;
  const run = (): void => {
    handle = undefined;
    if (doors.isHidden()) return;
    isDue = false;
    draw();
  };
  const ask = (): void => {
    isDue = true;
    if (isOver || handle !== undefined || doors.isHidden()) return;
    handle = doors.requestFrame(run);
  };
  const end = doors.onShown(() => isDue && ask());
  return {
    ask,
    stop() {
      isOver = true;
      end();
      if (handle !== undefined) doors.cancelFrame(handle);
    },
  };
}

const browserLoop: LoopDoors = {
  requestFrame: (run) => requestAnimationFrame(run),
  cancelFrame: (handle) => cancelAnimationFrame(handle),
  isHidden: () => document.hidden,
  onShown(run) {
    document.addEventListener('visibilitychange', run);
    return () => document.removeEventListener('visibilitychange', run);
  },
};
