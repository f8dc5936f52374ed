import type { IPrimitivePaneRenderer } from 'lightweight-charts';

export type Target = Parameters<IPrimitivePaneRenderer['draw']>[0];
type Scope = {
  readonly context: CanvasRenderingContext2D;
  readonly mediaSize: { readonly width: number; readonly height: number };
};

/** Draws in pixels of the page, whatever the screen makes of one. */
export function drawOn(target: Target, draw: (scope: Scope) => void): void {
  // biome-ignore lint/correctness/useHookAtTopLevel: of the chart's library, no hook of React
  target.useMediaCoordinateSpace(draw);
}
