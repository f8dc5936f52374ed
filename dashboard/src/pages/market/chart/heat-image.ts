// The heat-map as an image of the whole ring: a pixel a cell, painted where it changed, coloured by a table.
import { HEAT_COLUMNS, HEAT_ROWS, type HeatRing } from './heat-ring.ts';
import { type Rgb, toCutOffs, toPalette } from './palette.ts';

/** Cut-offs move only so often, and only by more than so many bytes: the colours must not swim. */
const JUDGE_APART_MS = 1000;
const JUDGE_STEP = 3;

export type CutOffShares = { readonly low: number; readonly high: number };

export class HeatImage {
  readonly canvas: HTMLCanvasElement;
  readonly #context: CanvasRenderingContext2D;
  readonly #image: ImageData;
  readonly #pixels: Uint32Array;
  readonly #ramp: readonly Rgb[];
  #palette: Uint32Array;
  #cutOffs = { low: 0, high: 255 };
  #shares: CutOffShares | undefined;
  #judgedMs = Number.NEGATIVE_INFINITY;

  constructor(ramp: readonly Rgb[]) {
    this.canvas = document.createElement('canvas');
    this.canvas.width = HEAT_COLUMNS;
    this.canvas.height = HEAT_ROWS;
    this.#context = this.canvas.getContext('2d') as CanvasRenderingContext2D;
    this.#image = this.#context.createImageData(HEAT_COLUMNS, HEAT_ROWS);
    this.#pixels = new Uint32Array(this.#image.data.buffer);
    this.#ramp = ramp;
    this.#palette = toPalette(ramp, 0, 255);
  }

  /** Paints what is old. `fromNumber` is the first column in sight, by which the cut-offs are judged. */
  paint(ring: HeatRing, fromNumber: number, shares: CutOffShares, nowMs: number): void {
    const changedFrom = ring.takeChange();
    const isRecoloured = this.#judge(ring, fromNumber, shares, nowMs);
    const oldest = ring.newest - HEAT_COLUMNS + 1;
    const from = isRecoloured ? oldest : Math.max(oldest, changedFrom);
    if (from > ring.newest) return;
    const count = ring.newest - from + 1;
    const slot = ((from % HEAT_COLUMNS) + HEAT_COLUMNS) % HEAT_COLUMNS;
    const untilEnd = Math.min(count, HEAT_COLUMNS - slot);
    this.#paintSlots(ring, slot, untilEnd);
    if (count > untilEnd) this.#paintSlots(ring, 0, count - untilEnd);
  }

  #judge(ring: HeatRing, fromNumber: number, shares: CutOffShares, nowMs: number): boolean {
    const isAsked = this.#shares?.low !== shares.low || this.#shares?.high !== shares.high;
    if (!isAsked && nowMs - this.#judgedMs < JUDGE_APART_MS) return false;
    this.#judgedMs = nowMs;
    this.#shares = shares;
    const count = Math.min(HEAT_COLUMNS, Math.max(1, ring.newest - fromNumber + 1));
    const slot = ring.newest % HEAT_COLUMNS;
    const start = Math.max(0, slot - count + 1) * HEAT_ROWS;
    const { low, high } = toCutOffs(
      ring.cells.subarray(start, (slot + 1) * HEAT_ROWS),
      shares.low,
      shares.high,
    );
    const isNear =
      Math.abs(low - this.#cutOffs.low) < JUDGE_STEP && Math.abs(high - this.#cutOffs.high) < JUDGE_STEP;
    if (!isAsked && isNear) return false;
    this.#cutOffs = { low, high };
    this.#palette = toPalette(this.#ramp, low, high);
    return true;
  }

  #paintSlots(ring: HeatRing, slot: number, count: number): void {
    const { cells } = ring;
    for (let x = slot; x < slot + count; x++)
      for (let row = 0; row < HEAT_ROWS; row++)
        this.#pixels[(HEAT_ROWS - 1 - row) * HEAT_COLUMNS + x] = this.#palette[
          cells[x * HEAT_ROWS + row] as number
        ] as number;
    this.#context.putImageData(this.#image, 0, 0, slot, 0, count, HEAT_ROWS);
  }
}
