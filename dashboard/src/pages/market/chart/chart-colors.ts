// The colours of the theme as canvases want them. Read once a theme, never while drawing.
import { parseHex, type Rgb } from './palette.ts';

export type ChartColors = {
  readonly ground: string;
  readonly line: string;
  readonly text: string;
  readonly dim: string;
  readonly faint: string;
  readonly up: string;
  readonly down: string;
  readonly accent: string;
  readonly warn: string;
  readonly cvd: string;
  readonly vwap: string;
  /** From nothing to the largest. */
  readonly heat: readonly Rgb[];
  /** Of up and down, from faint to full, in this many steps. */
  readonly upSteps: readonly string[];
  readonly downSteps: readonly string[];
};

export const TINTS = 8;

const ramps = {
  dark: ['#0B0E14', '#12304A', '#1F5F7E', '#4E9C9C', '#B9CE8B', '#FFF4C2'],
  light: ['#FFFFFF', '#D5E6F0', '#93BFD6', '#4E8DB4', '#255A86', '#0B2A4A'],
} as const;

export function readColors(scheme: 'dark' | 'light'): ChartColors {
  const styles = getComputedStyle(document.documentElement);
  const read = (name: string): string => styles.getPropertyValue(name).trim();
  const [up, down] = [read('--up'), read('--down')];
  return {
    ground: read('--layer-1'),
    line: read('--line'),
    text: read('--text'),
    dim: read('--dim'),
    faint: read('--faint'),
    up,
    down,
    accent: read('--accent'),
    warn: read('--warn'),
    cvd: read('--series-3'),
    vwap: read('--series-2'),
    heat: ramps[scheme].map(parseHex),
    upSteps: toTints(up),
    downSteps: toTints(down),
  };
}

export function fade(hex: string, alpha: number): string {
  const [red, green, blue] = parseHex(hex);
  return `rgba(${red},${green},${blue},${alpha})`;
}

function toTints(hex: string): string[] {
  return Array.from({ length: TINTS }, (_, i) =>
    fade(hex, Math.round((0.06 + (i / TINTS) * 0.5) * 100) / 100),
  );
}
