// What a check of `zapflow doctor` is given and what it says.
import type { Config } from '../../config/resolve.ts';
import type { Clock } from '../../core/clock.ts';

export type Finding = {
  readonly status: 'ok' | 'warning' | 'problem';
  readonly found: string;
  /** What to do; empty when all is well. */
  readonly advice: string;
};

export type CheckContext = {
  /** The defaults where the configuration itself is wrong, which is a check of its own. */
  readonly config: Config;
  readonly configProblem: string | undefined;
  readonly clock: Clock;
  readonly root: string;
};

export type Check = { readonly name: string; readonly run: (context: CheckContext) => Promise<Finding> };

export const ok = (found: string): Finding => ({ status: 'ok', found, advice: '' });
export const warning = (found: string, advice: string): Finding => ({ status: 'warning', found, advice });
export const problem = (found: string, advice: string): Finding => ({ status: 'problem', found, advice });
