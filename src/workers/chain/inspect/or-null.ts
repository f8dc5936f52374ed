import { toAppError } from '../../../core/errors.ts';

/** Null where a node or storage did not answer: then it is not known. Other errors go on. */
export async function orNull<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer;
  } catch (thrown) {
    const error = toAppError(thrown);
    if (error.kind === 'bug' || error.kind === 'config') throw error;
    return null;
  }
}
