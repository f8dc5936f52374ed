// The platforms, one line each.
import type { Platform } from './platform.ts';

export const platforms: readonly Platform[] = [];
