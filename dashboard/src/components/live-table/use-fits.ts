import { type RefObject, useLayoutEffect, useState } from 'react';

/** Whether all columns of the table have room: then it need not scroll by itself, and its head stays in sight of the page. */
export function useFits(box: RefObject<HTMLElement | null>, isEmpty: boolean): boolean {
  const [fits, setFits] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the box is there only while there are rows
  useLayoutEffect(() => {
    const outer = box.current;
    const table = outer?.firstElementChild;
    if (!outer || !table) return;
    const measure = (): void => setFits(table.scrollWidth <= outer.clientWidth);
    const watcher = new ResizeObserver(measure);
    watcher.observe(outer);
    watcher.observe(table);
    return () => watcher.disconnect();
  }, [isEmpty]);
  return fits;
}
