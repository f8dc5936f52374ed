import { createContext, use } from 'react';
import type { roles as rolesOfProgram } from '../../../src/api/roles.ts';
import type { Role, Session } from './routes.ts';

/** From the least to the most. */
export const roles: typeof rolesOfProgram = ['viewer', 'trader', 'admin'];

/** Who looks, and in which mode; the shell is shown only once this is known. */
export const SessionContext = createContext<Session | undefined>(undefined);

export function useSession(): Session {
  const session = use(SessionContext);
  if (!session) throw new Error('The session is known inside the shell only.');
  return session;
}

export function roleOf(session: Session): Role | null {
  return session.user?.role ?? session.guestRole;
}

/** By which two people, or a person and a guest, are told apart. */
export function viewerOf(session: Session): string {
  return session.user?.id ?? 'guest';
}

export function mayAs(role: Role | null, least: Role): boolean {
  return role !== null && roles.indexOf(role) >= roles.indexOf(least);
}

/** Whether whoever looks may do what asks for this role. */
export function useMay(least: Role): boolean {
  return mayAs(roleOf(useSession()), least);
}
