// One bar of the footprint on a canvas.
import { formatMoney } from '../../../format/number.ts';
import type { DrawnBar } from '../feed/drawn.ts';
import { type ChartColors, TINTS } from './chart-colors.ts';
import { type ShownRow, type ShownRows, toShownRows } from './footprint-rows.ts';

export type Plan = {
  readonly width: number;
  readonly rowSize: number;
  /** So many rows are shown as one. */
  readonly together: number;
  readonly rowPx: number;
  readonly look: 'cells' | 'candle';
  readonly text: 'both' | 'delta' | 'none';
};

type BarPlan = Plan & { readonly bar: DrawnBar; readonly x: number; readonly height: number };
type ToY = (price: number) => number | null;

const FONT = '10px Inter, system-ui, sans-serif';
const BOLD = '600 10px Inter, system-ui, sans-serif';

/** Rows of a bar that has not changed are counted once for each look. */
const counted = new WeakMap<DrawnBar, { readonly together: number; readonly shown: ShownRows }>();

function toRows(bar: DrawnBar, { rowSize, together }: Plan): ShownRows {
  const before = counted.get(bar);
  if (before?.together === together) return before.shown;
  const shown = toShownRows(bar.rows, rowSize, together);
  counted.set(bar, { together, shown });
  return shown;
}

export function drawFootprintBar(
  context: CanvasRenderingContext2D,
  plan: BarPlan,
  toY: ToY,
  colors: ChartColors,
): void {
  const { bar, x } = plan;
  const isUp = bar.close >= bar.open;
  const [high, low, open, close] = [bar.high, bar.low, bar.open, bar.close].map((price) => toY(price) ?? 0);
  if (high === undefined || low === undefined || open === undefined || close === undefined) return;
  const left = x - plan.width / 2;
  const isCandle = plan.look === 'candle';
  const bodyPx = isCandle ? Math.max(1, plan.width * 0.7) : 3;
  const bodyX = isCandle ? x : left + 1.5;
  context.fillStyle = isUp ? colors.up : colors.down;
  context.fillRect(bodyX - 0.5, high, 1, Math.max(1, low - high));
  context.fillRect(bodyX - bodyPx / 2, Math.min(open, close), bodyPx, Math.max(1, Math.abs(close - open)));
  if (isCandle) return drawDeltaStripe(context, plan, low, colors);
  const cells = { left: left + 5, width: plan.width - 6 };
  drawRows(context, plan, cells, toY, colors);
  if (plan.text !== 'none') drawTotals(context, plan, low, colors);
}

/** Under a candle too narrow for cells: who was stronger, by colour and by the side of the line it lies on. */
function drawDeltaStripe(
  context: CanvasRenderingContext2D,
  { bar, x, width }: BarPlan,
  low: number,
  colors: ChartColors,
): void {
  const share = bar.volume > 0 ? bar.delta / bar.volume : 0;
  const height = Math.max(1, Math.abs(share) * 8);
  context.fillStyle = share >= 0 ? colors.up : colors.down;
  const zero = low + 14;
  context.fillRect(
    x - (width * 0.7) / 2,
    share >= 0 ? zero - height : zero,
    Math.max(1, width * 0.7),
    height,
  );
}

function drawRows(
  context: CanvasRenderingContext2D,
  plan: BarPlan,
  { left, width }: { readonly left: number; readonly width: number },
  toY: ToY,
  colors: ChartColors,
): void {
  const { rows, largest, stacks, rowSize } = toRows(plan.bar, plan);
  const height = plan.rowPx;
  context.font = FONT;
  for (const row of rows) {
    const bottom = toY(row.price) ?? 0;
    const top = bottom - height;
    if (bottom < 0 || top > plan.height) continue;
    if (plan.text === 'both') drawBoth(context, row, { left, top, width, height, largest }, colors);
    else drawDelta(context, row, { left, top, width, height, largest }, plan.text === 'delta', colors);
    if (row.imbalance) {
      context.fillStyle = row.imbalance === 'buy' ? colors.up : colors.down;
      context.fillRect(row.imbalance === 'buy' ? left + width - 2 : left, top + 1, 2, height - 2);
    }
  }
  const { poc } = plan.bar;
  if (poc !== null) {
    const bottom = toY(Math.floor(Math.round(poc / plan.rowSize) / plan.together) * rowSize) ?? 0;
    context.strokeStyle = colors.warn;
    context.lineWidth = 1;
    context.strokeRect(left + 0.5, Math.round(bottom - height) + 0.5, width - 1, Math.max(1, height - 1));
  }
  for (const { side, low, high } of stacks) {
    const [from, to] = [toY(high + rowSize) ?? 0, toY(low) ?? 0];
    const at = side === 'buy' ? left + width + 2 : left - 2;
    context.strokeStyle = side === 'buy' ? colors.up : colors.down;
    context.lineWidth = 1.5;
    context.beginPath();
    const inward = side === 'buy' ? at - 4 : at + 4;
    context.moveTo(inward, from);
    context.lineTo(at, from);
    context.lineTo(at, to);
    context.lineTo(inward, to);
    context.stroke();
  }
}

type Box = {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly largest: number;
};

function drawBoth(
  context: CanvasRenderingContext2D,
  { sold, bought }: ShownRow,
  { left, top, width, height, largest }: Box,
  colors: ChartColors,
): void {
  const middle = left + width / 2;
  context.fillStyle = tintOf(colors.downSteps, sold, largest);
  context.fillRect(left, top + 0.5, width / 2 - 0.5, height - 1);
  context.fillStyle = tintOf(colors.upSteps, bought, largest);
  context.fillRect(middle + 0.5, top + 0.5, width / 2 - 0.5, height - 1);
  context.fillStyle = colors.text;
  context.textAlign = 'right';
  context.fillText(toShort(sold), middle - 5, top + height / 2 + 0.5);
  context.textAlign = 'left';
  context.fillText(toShort(bought), middle + 5, top + height / 2 + 0.5);
}

function drawDelta(
  context: CanvasRenderingContext2D,
  { sold, bought }: ShownRow,
  { left, top, width, height, largest }: Box,
  isTold: boolean,
  colors: ChartColors,
): void {
  const delta = bought - sold;
  context.fillStyle = tintOf(delta >= 0 ? colors.upSteps : colors.downSteps, Math.max(sold, bought), largest);
  context.fillRect(left, top + 0.5, width, height - 1);
  if (!isTold) return;
  context.fillStyle = colors.text;
  context.textAlign = 'center';
  context.fillText(toSignedShort(delta), left + width / 2, top + height / 2 + 0.5);
}

function drawTotals(
  context: CanvasRenderingContext2D,
  { bar, x }: BarPlan,
  low: number,
  colors: ChartColors,
): void {
  context.textAlign = 'center';
  context.font = BOLD;
  context.fillStyle = bar.delta >= 0 ? colors.up : colors.down;
  context.fillText(`Δ ${toSignedShort(bar.delta)}`, x, low + 16);
  context.font = FONT;
  context.fillStyle = colors.dim;
  context.fillText(`Σ ${toShort(bar.volume)}`, x, low + 29);
}

function tintOf(steps: readonly string[], value: number, largest: number): string {
  const step = largest <= 0 ? 0 : Math.min(TINTS - 1, Math.floor((value / largest) * TINTS));
  return steps[step] as string;
}

function toShort(size: number): string {
  if (size < 0.005) return '0';
  if (size >= 1000) return formatMoney(Math.round(size), true).replace('.00', '');
  return size >= 100 ? size.toFixed(0) : size >= 10 ? size.toFixed(1) : size.toFixed(2);
}

function toSignedShort(size: number): string {
  const text = toShort(Math.abs(size));
  if (text === '0') return text;
  return size > 0 ? `+${text}` : `−${text}`;
}
