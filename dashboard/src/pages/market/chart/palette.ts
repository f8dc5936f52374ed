// From a byte to a colour: a ramp of few colours, cut off below and above, as a table of 256 pixels.

export type Rgb = readonly [number, number, number];

export function parseHex(hex: string): Rgb {
  const value = Number.parseInt(hex.trim().slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

/** Pixels as they lie in memory (ABGR, little-endian). Bytes up to `low` are the first colour, from `high` on the last. */
export function toPalette(ramp: readonly Rgb[], low: number, high: number): Uint32Array {
  const span = Math.max(1, high - low);
  return Uint32Array.from({ length: 256 }, (_, byte) => {
    const at = Math.min(1, Math.max(0, (byte - low) / span)) * (ramp.length - 1);
    const from = Math.min(ramp.length - 2, Math.floor(at));
    const [a, b] = [ramp[from] as Rgb, ramp[from + 1] as Rgb];
    const mix = (i: 0 | 1 | 2): number => Math.round(a[i] + (b[i] - a[i]) * (at - from));
    // Nothing at all is the ground of the chart.
    return byte === 0 ? 0 : ((255 << 24) | (mix(2) << 16) | (mix(1) << 8) | mix(0)) >>> 0;
  });
}

/** The bytes that `lowShare` and `highShare` of all cells but the empty ones do not exceed. */
export function toCutOffs(
  cells: Uint8Array,
  lowShare: number,
  highShare: number,
): { readonly low: number; readonly high: number } {
  const counts = new Uint32Array(256);
  for (const cell of cells) counts[cell] = (counts[cell] ?? 0) + 1;
  const total = cells.length - (counts[0] ?? 0);
  const find = (share: number): number => {
    let sum = 0;
    for (let byte = 1; byte < 256; byte++) {
      sum += counts[byte] ?? 0;
      if (sum >= total * share) return byte;
    }
    return 255;
  };
  return total === 0 ? { low: 0, high: 255 } : { low: find(lowShare), high: find(highShare) };
}
