// How people prove who they are: the first account, signing in, and proving it again.
import type { Role } from '../../../api/roles.ts';
import type { By } from '../../../core/by.ts';
import { AppError, toAppError } from '../../../core/errors.ts';
import { isSameSecret } from '../../../core/is-same-secret.ts';
import type { GatewayParts } from '../parts.ts';
import type { User } from './actor.ts';
import type { KnownDevices } from './known-devices.ts';
import { createOpaque, hashOpaque } from './opaque.ts';
import { toTotpStep } from './totp.ts';

type Given = { readonly name: string; readonly password: string; readonly code?: string | undefined };
/** Whose tries are counted, and where they are when not with those of strangers. */
type Counted = { readonly name: string; readonly apart: string | null };
type Account = NonNullable<Awaited<ReturnType<GatewayParts['storage']['userByName']>>>;

/** A session just begun; `id` and `device` go into their cookies and nowhere else. */
export type Begun = { readonly id: string; readonly device: string; readonly user: User };

export interface Accounts {
  /** True while nobody can sign in. */
  needsSetup(): Promise<boolean>;
  /** Makes the first account and signs it in. Rejects with SETUP_TOKEN_WRONG, SETUP_DONE. */
  setUp(given: Given & { readonly token: string }, from: From): Promise<Begun>;
  /** Rejects with SIGN_IN_WRONG, SIGN_IN_LOCKED, CODE_NEEDED, CODE_WRONG, CODE_USED. */
  signIn(given: Given, from: From): Promise<Begun>;
  /** The same for somebody who is signed in; his wrong tries count for that session alone. Gives his account. */
  prove(given: Omit<Given, 'name'>, user: Pick<User, 'name' | 'sessionHash'>, by: By): Promise<Account>;
}

export type From = {
  readonly address: string;
  readonly agent: string;
  /** The session that the new one takes the place of. */
  readonly replaces: string | null;
  /** The cookie by which this browser is known, if it has one. */
  readonly device: string | undefined;
};

/** Whoever has just proved himself need not do so again at once. */
export const STEP_UP_MS = 5 * 60_000;

type Options = Pick<
  GatewayParts,
  'clock' | 'random' | 'log' | 'settings' | 'storage' | 'passwords' | 'sealed'
> & {
  readonly devices: KnownDevices;
  /** A wrong try locked a name until then. */
  readonly onLocked: (untilMs: number) => void;
};

const failed = new Set(['SIGN_IN_WRONG', 'SIGN_IN_LOCKED', 'CODE_WRONG', 'CODE_USED']);

export function createAccounts(options: Options): Accounts {
  const { clock, random, log, settings, storage, passwords, sealed, devices } = options;
  let hasAccounts = false;

  const begin = async (account: Account, by: By, { agent, replaces }: From): Promise<Begun> => {
    const { id: userId, passwordHash, name, role, hasTotp } = account;
    const id = createOpaque(random);
    const sessionHash = hashOpaque(id);
    const stepUpUntilMs = clock.now() + STEP_UP_MS;
    await storage.startSession({
      by,
      idHash: sessionHash,
      userId,
      passwordHash,
      replaces,
      stepUpUntilMs,
      agent,
    });
    const needsTotp = settings.mode === 'live' && !hasTotp;
    return {
      id,
      device: devices.remember(name),
      user: { kind: 'user', id: userId, name, role, hasTotp, needsTotp, sessionHash, stepUpUntilMs },
    };
  };

  const refuseLocked = (untilMs: number | null): void => {
    const retryAfterMs = (untilMs ?? 0) - clock.now();
    if (retryAfterMs > 0) throw new AppError('SIGN_IN_LOCKED', undefined, { details: { retryAfterMs } });
  };

  /** Every wrong try counts, whatever was wrong and whether there is such a name. */
  const note = async (by: By, { name, apart }: Counted, isSuccess: boolean): Promise<void> => {
    const { wasLocked, lockedUntilMs } = await storage.noteLogin({ by, name, apart, isSuccess });
    if (wasLocked) refuseLocked(lockedUntilMs);
    else if (lockedUntilMs !== null) options.onLocked(lockedUntilMs);
  };

  const check = async ({ name, password, code }: Given, by: By, apart: string | null): Promise<Account> => {
    const counted = { name, apart };
    refuseLocked((await storage.loginFailures({ name: apart ?? name })).lockedUntilMs);
    const found = await storage.userByName({ name });
    const account = found?.disabledAtMs === null ? found : undefined;
    if (!(await passwords.verify(password, account?.passwordHash, apart !== null)) || !account) {
      await note(by, counted, false);
      throw new AppError('SIGN_IN_WRONG');
    }
    if (account.totp !== null) {
      if (code === undefined) throw new AppError('CODE_NEEDED');
      const step = toTotpStep(sealed.open(account.totp, toTotpPurpose(account.id)), code, clock.now());
      if (step === undefined) {
        await note(by, counted, false);
        throw new AppError('CODE_WRONG');
      }
      // First, because a code that was seen and is given again must not make the wrong tries before it forgotten.
      // biome-ignore lint/correctness/useHookAtTopLevel: a call of storage, no hook of React
      await storage.useTotpStep({ userId: account.id, step });
    }
    await note(by, counted, true);
    return account;
  };

  /** For those who follow the files. A name that nobody has may be a password in the wrong field. */
  const logged = async (name: string, by: By, checking: Promise<Account>): Promise<Account> => {
    try {
      return await checking;
    } catch (error) {
      const { code } = toAppError(error);
      if (failed.has(code)) {
        const isKnown = (await storage.userByName({ name }).catch(() => null)) !== null;
        const details = { actor: by.actor, address: by.address, name: isKnown ? name : 'unknown name', code };
        log.warn('somebody did not prove who he is', { category: 'audit', action: 'signIn', ...details });
      }
      throw error;
    }
  };

  return {
    prove: (given, { name, sessionHash }, by) =>
      logged(name, by, check({ ...given, name }, by, `session ${sessionHash}`)),
    async needsSetup() {
      hasAccounts ||= (await storage.users()).length > 0;
      return !hasAccounts;
    },
    async setUp({ token, name, password }, from) {
      const { setupTokenHash } = settings;
      if (setupTokenHash === null || !isSameSecret(hashOpaque(token), setupTokenHash))
        throw new AppError('SETUP_TOKEN_WRONG');
      if (!(await this.needsSetup())) throw new AppError('SETUP_DONE');
      const passwordHash = await passwords.hash(password);
      const by = { actor: `user:${name}`, address: from.address };
      const role: Role = 'admin';
      const user = await storage.createUser({
        by,
        id: random.hex(8),
        name,
        passwordHash,
        role,
        mustBeFirst: true,
      });
      return begin({ ...user, passwordHash, totp: null, totpStep: null }, by, from);
    },
    async signIn(given, from) {
      const name = toStorable(given.name);
      const by = { actor: `user:${name}`, address: from.address };
      const apart = devices.counterOf(name, from.device);
      // Who has not proved it yet is not the one whose name he gives.
      const guest = { actor: 'guest', address: from.address };
      return begin(await logged(name, guest, check({ ...given, name }, guest, apart)), by, from);
    },
  };
}

/** What a sealed second factor opens for. */
export function toTotpPurpose(userId: string): string {
  return `totp ${userId}`;
}

/** No account has a name with what storage cannot keep; it is counted and answered like any other that nobody has. */
function toStorable(name: string): string {
  return name.toWellFormed().replaceAll('\0', '\ufffd');
}
