// Who asks, and what of it he may.
import { type Access, mayAccess, type Role } from '../../../api/roles.ts';
import type { Area } from '../../../api/route.ts';

export type User = {
  readonly kind: 'user';
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly hasTotp: boolean;
  /** Live mode asks for a second factor and there is none yet. */
  readonly needsTotp: boolean;
  readonly sessionHash: string;
  readonly stepUpUntilMs: number | null;
};

export type Actor =
  | User
  | {
      readonly kind: 'token';
      readonly id: string;
      readonly userId: string;
      readonly name: string;
      readonly role: Role;
      /** Null is everything that the role may. */
      readonly areas: readonly Area[] | null;
      /** As of its owner: a token is no way around what he has to do first. */
      readonly needsTotp: boolean;
    }
  /** In sandbox mode on a loopback address: may see, and nothing else. */
  | { readonly kind: 'guest'; readonly role: 'viewer' };

/** What a route or topic asks of whoever calls it. */
export type Demand = {
  readonly access: Access;
  readonly area: Area;
  readonly stepUp?: boolean;
  readonly peopleOnly?: boolean;
  readonly beforeTotp?: boolean;
  readonly asksNobody?: boolean;
};

export type Refusal = 'sign-in' | 'totp' | 'role' | 'area' | 'people-only' | 'step-up';

/** Why somebody may not, or undefined when he may. The one place that decides it. */
export function refusalOf(actor: Actor | undefined, demand: Demand, nowMs: number): Refusal | undefined {
  if (demand.access === 'anyone') return undefined;
  if (!actor) return 'sign-in';
  if (actor.kind !== 'guest' && actor.needsTotp && !demand.beforeTotp) return 'totp';
  if (actor.kind === 'guest' && demand.peopleOnly) return 'sign-in';
  if (!mayAccess(actor.role, demand.access)) return actor.kind === 'guest' ? 'sign-in' : 'role';
  if (actor.kind === 'token') {
    if (demand.peopleOnly) return 'people-only';
    if (actor.areas && !actor.areas.includes(demand.area)) return 'area';
  }
  if (demand.stepUp && (actor.kind !== 'user' || (actor.stepUpUntilMs ?? 0) <= nowMs)) return 'step-up';
  return undefined;
}

/** As the audit names him. */
export function toActorName(actor: Actor | undefined): string {
  if (actor?.kind === 'user') return `user:${actor.name}`;
  if (actor?.kind === 'token') return `token:${actor.id}`;
  return actor?.kind ?? 'anyone';
}
