import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState } from 'react';
import type { LogLine } from '../../../../src/api/logs.ts';
import { LogRow } from './log-row.tsx';
import styles from './logs-page.module.css';

type LogListProps = {
  readonly lines: readonly LogLine[];
  readonly isHeld: boolean;
  readonly hold: () => void;
  readonly letGo: () => void;
  readonly trace: (correlationId: string) => void;
};

const LINE_PX = 24;
/** So near its end it still follows. */
const NEAR_PX = 32;

/** Draws what is in sight; follows its end until somebody scrolls back, and again once he is back at the end. */
export function LogList({ lines, isHeld, hold, letGo, trace }: LogListProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const [openSeq, setOpenSeq] = useState<number>();
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => LINE_PX,
    getItemKey: (at) => lines[at]?.seq ?? at,
    overscan: 20,
  });
  const lastSeq = lines.at(-1)?.seq;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new line moves the end
  useEffect(() => {
    if (!isHeld) virtual.scrollToIndex(lines.length - 1, { align: 'end' });
  }, [lastSeq, isHeld]);

  /** Only a person turns the wheel or the page: what scrolls by itself holds nothing. */
  const scrolled = (isBack: boolean): void => {
    const box = scroller.current;
    if (!box) return;
    if (isBack) hold();
    else if (isHeld && box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_PX) letGo();
  };

  return (
    <div
      ref={scroller}
      className={styles.list}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      role="log"
      aria-label="Log lines"
      aria-live="off"
      onWheel={({ deltaY }) => scrolled(deltaY < 0)}
      onTouchMove={hold}
      onKeyDown={({ key }) => {
        if (['ArrowUp', 'PageUp', 'Home'].includes(key)) scrolled(true);
        if (['ArrowDown', 'PageDown', 'End'].includes(key)) scrolled(false);
      }}
      onMouseDown={({ target, currentTarget }) => target === currentTarget && hold()}
    >
      <div style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {virtual.getVirtualItems().map(({ index, key, start }) => {
          const line = lines[index] as LogLine;
          return (
            <div
              key={key}
              ref={virtual.measureElement}
              data-index={index}
              className={styles.slot}
              style={{ transform: `translateY(${start}px)` }}
            >
              <LogRow
                line={line}
                isOpen={openSeq === line.seq}
                toggle={() => {
                  hold();
                  setOpenSeq(openSeq === line.seq ? undefined : line.seq);
                }}
                trace={trace}
              />
            </div>
          );
        })}
      </div>
    </div>
  );
}
