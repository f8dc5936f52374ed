import { type RefObject, useLayoutEffect, useState } from 'react';

/** The three arrangements, by the room that the page itself has. */
export type Arrangement = 'wide' | 'middle' | 'narrow';

const WIDE_PX = 1140;
const MIDDLE_PX = 700;

export function toArrangement(width: number): Arrangement {
  if (width >= WIDE_PX) return 'wide';
  return width >= MIDDLE_PX ? 'middle' : 'narrow';
}

/** Which arrangement fits an element; it renders again only when that is another one. */
export function useArrangement(box: RefObject<HTMLElement | null>): Arrangement | undefined {
  const [arrangement, setArrangement] = useState<Arrangement>();
  useLayoutEffect(() => {
    const target = box.current;
    if (!target) return;
    const measure = (): void => setArrangement(toArrangement(target.clientWidth));
    measure();
    const watcher = new ResizeObserver(measure);
    watcher.observe(target);
    return () => watcher.disconnect();
  }, [box]);
  return arrangement;
}
