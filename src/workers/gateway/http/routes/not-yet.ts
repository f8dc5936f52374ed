import { AppError } from '../../../../core/errors.ts';

/** For routes whose part of the program is switched off or not there. */
export function notYet(): never {
  throw new AppError('PART_MISSING');
}
