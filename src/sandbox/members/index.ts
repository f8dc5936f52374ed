import type { Member } from '../member.ts';
import { clock } from './clock.ts';

/** In the order of opening. */
export const members: readonly Member[] = [clock];
