import { type RefObject, useLayoutEffect, useState } from 'react';

/** Pixels of height that an element has, which its rows are counted by. */
export function useRoom(box: RefObject<HTMLElement | null>): number {
  const [room, setRoom] = useState(0);
  useLayoutEffect(() => {
    const target = box.current;
    if (!target) return;
    const measure = (): void => setRoom(target.clientHeight);
    measure();
    const watcher = new ResizeObserver(measure);
    watcher.observe(target);
    return () => watcher.disconnect();
  }, [box]);
  return room;
}
