import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import { drawerLimits } from './layout.ts';
import styles from './resize-handle.module.css';

const STEP_PX = 24;

type ResizeHandleProps = { readonly height: number; readonly setHeight: (height: number) => void };

/** The edge between chart and drawer: dragged, or moved by the arrows. */
export function ResizeHandle({ height, setHeight }: ResizeHandleProps) {
  const grip = useRef<{ readonly y: number; readonly height: number }>(undefined);
  const set = (wanted: number): void =>
    setHeight(Math.round(Math.min(drawerLimits.most, Math.max(drawerLimits.least, wanted))));
  const begin = (event: PointerEvent<HTMLElement>): void => {
    event.currentTarget.setPointerCapture(event.pointerId);
    grip.current = { y: event.clientY, height };
  };
  const move = ({ clientY }: PointerEvent): void => {
    if (grip.current) set(grip.current.height + grip.current.y - clientY);
  };
  const end = (): void => {
    grip.current = undefined;
  };
  const press = (event: KeyboardEvent): void => {
    const by = { ArrowUp: STEP_PX, ArrowDown: -STEP_PX }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    set(height + by);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a rule cannot be moved, this separator can
    <div
      role="separator"
      aria-orientation="horizontal"
      aria-label="Height of the lists below the chart"
      aria-valuenow={height}
      aria-valuemin={drawerLimits.least}
      aria-valuemax={drawerLimits.most}
      tabIndex={0}
      className={styles.handle}
      onPointerDown={begin}
      onPointerMove={move}
      onPointerUp={end}
      onPointerCancel={end}
      onKeyDown={press}
    />
  );
}
