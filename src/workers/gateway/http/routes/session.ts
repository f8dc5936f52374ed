// Signing in and out, proving oneself again, and what a person may change of his own account.
import { AppError } from '../../../../core/errors.ts';
import type { GatewayParts } from '../../parts.ts';
import { type Accounts, STEP_UP_MS, toTotpPurpose } from '../../security/accounts.ts';
import type { Actor, User } from '../../security/actor.ts';
import type { PendingSecrets } from '../../security/pending-secrets.ts';
import { createTotpSecret, toTotpStep, toTotpUri } from '../../security/totp.ts';
import type { RouteHandlers, RouteRequest } from '../route-handler.ts';
import { toUser } from './to-user.ts';

type Handlers = Pick<
  RouteHandlers,
  | 'session'
  | 'setup'
  | 'signIn'
  | 'signOut'
  | 'stepUp'
  | 'changePassword'
  | 'beginTotp'
  | 'confirmTotp'
  | 'removeTotp'
>;

type Options = Pick<
  GatewayParts,
  'clock' | 'random' | 'settings' | 'storage' | 'passwords' | 'sealed' | 'actorChanged' | 'stranger'
>;

export function sessionRoutes(parts: Options, accounts: Accounts, pending: PendingSecrets): Handlers {
  const { clock, random, settings, storage, passwords, sealed, actorChanged, stranger } = parts;
  return {
    async session(_input, { actor }) {
      return {
        mode: settings.mode,
        needsSetup: await accounts.needsSetup(),
        user: actor?.kind === 'user' ? toReply(actor) : null,
        // Who is no guest, as through a proxy that was not declared, is not told that he could be one.
        guestRole: actor ? (stranger?.role ?? null) : null,
      };
    },
    async setup({ body }, request) {
      const { id, device, user } = await accounts.setUp(body, toFrom(request));
      request.setSession(id);
      request.setDevice(device);
      request.setActor(user);
      return toReply(user);
    },
    async signIn({ body }, request) {
      const { id, device, user } = await accounts.signIn(body, toFrom(request));
      request.setSession(id);
      request.setDevice(device);
      request.setActor(user);
      return toReply(user);
    },
    async signOut(_input, { actor, by, setSession }) {
      const { sessionHash } = toUser(actor);
      await storage.endSession({ by, idHash: sessionHash });
      setSession(null);
      actorChanged({ sessionHash });
    },
    async stepUp({ body }, { actor, by }) {
      const user = toUser(actor);
      await accounts.prove(body, user, by);
      const stepUpUntilMs = clock.now() + STEP_UP_MS;
      await storage.setStepUp({ by, idHash: user.sessionHash, untilMs: stepUpUntilMs });
      return toReply({ ...user, stepUpUntilMs });
    },
    async changePassword({ body: { present, next, code } }, { actor, by }) {
      const user = toUser(actor);
      const { id: userId, sessionHash } = user;
      await accounts.prove({ password: present, code }, user, by);
      const passwordHash = await passwords.hash(next);
      await storage.setPassword({ by, userId, passwordHash, keepSession: sessionHash });
      actorChanged({ userId, exceptSession: sessionHash });
    },
    beginTotp(_input, { actor }) {
      const { id, name } = toUser(actor);
      const secret = createTotpSecret(random);
      pending.keep(id, secret);
      return { uri: toTotpUri(secret, name), secret };
    },
    async confirmTotp({ body: { code } }, { actor, by }) {
      const { id: userId } = toUser(actor);
      const secret = pending.find(userId);
      if (secret === undefined) throw new AppError('TOTP_NOT_BEGUN');
      const step = toTotpStep(secret, code, clock.now());
      if (step === undefined) throw new AppError('CODE_WRONG');
      await storage.setTotp({ by, userId, totp: sealed.seal(secret, toTotpPurpose(userId)), step });
      pending.forget(userId);
    },
    async removeTotp(_input, { actor, by }) {
      if (settings.mode === 'live') throw new AppError('TOTP_COMPULSORY');
      await storage.setTotp({ by, userId: toUser(actor).id, totp: null });
    },
  };
}

function toFrom({ actor, by, agent, device }: RouteRequest) {
  return { address: by.address, agent, replaces: sessionOf(actor), device };
}

function sessionOf(actor: Actor | undefined): string | null {
  return actor?.kind === 'user' ? actor.sessionHash : null;
}

function toReply({ id, name, role, hasTotp, needsTotp, stepUpUntilMs }: User) {
  return { id, name, role, hasTotp, needsTotp, stepUpUntilMs };
}
