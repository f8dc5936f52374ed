import { AppError } from '../../../../core/errors.ts';
import type { Actor, User } from '../../security/actor.ts';

/** Who signed in; the routes that call this let nobody else through. */
export function toUser(actor: Actor | undefined): User {
  if (actor?.kind !== 'user') throw new AppError('SIGN_IN_NEEDED');
  return actor;
}
