// The way in, the same for every request: whose name was asked, who caused it, who asks, and whether he may.
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ErrorCode } from '../../../core/error-table.ts';
import { AppError } from '../../../core/errors.ts';
import { type Actor, type Refusal, refusalOf } from '../security/actor.ts';
import type { Identify } from '../security/identify.ts';
import { hashOpaque } from '../security/opaque.ts';
import { refuseForeignHost, refuseForeignOrigin, refuseMissingHeader } from './foreign.ts';
import type { CountLookUp, Guesses } from './rate-limits.ts';
import { toAsked, toBearer } from './request-facts.ts';
import { readSession } from './session-cookie.ts';

/** What is needed to tell who asks. */
export type Admission = {
  readonly identify: Identify;
  /** Whoever does not say who he is. */
  readonly stranger: Actor | undefined;
  readonly guesses: Guesses;
  readonly countLookUp: CountLookUp;
};

const codes: Readonly<Record<Refusal, ErrorCode>> = {
  'sign-in': 'SIGN_IN_NEEDED',
  totp: 'TOTP_NEEDED',
  role: 'ROLE_MISSING',
  area: 'AREA_MISSING',
  'people-only': 'PEOPLE_ONLY',
  'step-up': 'STEP_UP_NEEDED',
};

/** Refuses what is not from here, before anybody is looked up. */
export function refuseForeign(server: FastifyInstance, ownNames: ReadonlySet<string>): void {
  server.addHook('onRequest', (request, _reply, done) => {
    try {
      const asked = toAsked(request);
      refuseForeignHost(asked, ownNames);
      refuseForeignOrigin(asked);
      refuseMissingHeader(asked, toBearer(request) !== undefined);
      refuseUnknownUpgrade(request);
      done();
    } catch (error) {
      done(error as AppError);
    }
  });
}

/** A route that is no live connection would be joined with a WebSocket first and told afterwards. */
function refuseUnknownUpgrade({ headers: { upgrade }, routeOptions: { url } }: FastifyRequest): void {
  if (upgrade === undefined) return;
  if (url !== LIVE_PATH || upgrade.toLowerCase() !== 'websocket') throw new AppError('ROUTE_UNKNOWN');
}

export const LIVE_PATH = '/ws';

/** Finds out who asks; limits by client come right after it. */
export function lookUpActors(server: FastifyInstance, admission: Admission): void {
  const authenticate = createAuthenticate(admission);
  const recognise = createRecognise(admission);
  server.addHook('onRequest', async (request) => {
    const { isAsset, demand } = request.routeOptions.config;
    if (isAsset || demand?.asksNobody) return;
    const token = toBearer(request);
    if (token !== undefined) {
      request.actor = await authenticate(request, token);
      if (!request.actor) throw new AppError('SIGN_IN_NEEDED', 'The token is unknown, expired or revoked.');
      return;
    }
    const session = readSession(request);
    request.actor =
      (session === undefined ? undefined : await recognise(request, session)) ??
      toStranger(request, admission);
  });
}

/** What proxies say of whom they ask for. */
const forwarding = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via', 'cf-connecting-ip'] as const;

/** A proxy or tunnel that was not declared makes the world look like this machine; most of them say that they are there. */
function toStranger({ headers }: FastifyRequest, { stranger }: Admission): Actor | undefined {
  return forwarding.some((name) => headers[name] !== undefined) ? undefined : stranger;
}

/** Refuses who may not, before the body is read. */
export function refuseUnauthorised(server: FastifyInstance, { nowMs }: { nowMs(): number }): void {
  server.addHook('preParsing', (request, _reply, _payload, done) => {
    const { demand } = request.routeOptions.config;
    const refusal = demand && refusalOf(request.actor, demand, nowMs());
    done(refusal === undefined ? null : new AppError(codes[refusal]));
  });
}

/** Rejects with RATE_EXCEEDED after many wrong tokens from one address. */
export type Authenticate = (request: FastifyRequest, token: string) => Promise<Actor | undefined>;

export function createAuthenticate({
  identify,
  guesses,
  countLookUp,
}: Pick<Admission, 'identify' | 'guesses' | 'countLookUp'>): Authenticate {
  const known = createKnown();
  return async (request, token) => {
    const hash = hashOpaque(token);
    if (!known.has(hash)) {
      await guesses.refuse(request);
      await countLookUp(request);
    }
    const actor = await identify.byToken(token);
    known.note(hash, actor !== undefined);
    if (!actor) await guesses.count(request);
    return actor;
  };
}

/** Rejects with RATE_EXCEEDED where an address sends many sessions that were not right lately: each is a question to storage. */
function createRecognise({
  identify,
  countLookUp,
}: Pick<Admission, 'identify' | 'countLookUp'>): Authenticate {
  const known = createKnown();
  return async (request, session) => {
    const hash = hashOpaque(session);
    if (!known.has(hash)) await countLookUp(request);
    const actor = await identify.bySession(session);
    known.note(hash, actor !== undefined);
    return actor;
  };
}

const MAX_KNOWN = 1000;

/** Secrets that were right lately, by their hash: those that share an address with a guesser go on. */
function createKnown() {
  const hashes = new Set<string>();
  return {
    has: (hash: string) => hashes.has(hash),
    note(hash: string, isRight: boolean): void {
      if (!isRight) return void hashes.delete(hash);
      if (hashes.size >= MAX_KNOWN) hashes.clear();
      hashes.add(hash);
    },
  };
}
