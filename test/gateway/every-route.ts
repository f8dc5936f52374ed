// Every route of the registry with a request that it takes, so that tests hold for routes to come as well.
import { z } from 'zod';
import { type RouteName, routes } from '../../src/api/index.ts';
import type { RouteDefinition } from '../../src/api/route.ts';

export const everyRoute = Object.entries(routes) as [RouteName, RouteDefinition][];
export const unsafeRoutes = everyRoute.filter(([, { method }]) => method !== 'GET');

/** Values for parameters of paths. They name nothing that exists, so that no route changes anything by them. */
const parameters: Readonly<Record<string, string>> = {
  worker: 'nobody',
  kind: 'nothing',
  user: 'nobody',
  token: 'nobody',
  webhook: 'nobody',
  seq: '999999',
  fault: 'nothing',
  instrument: 'usdm:NOTHING',
  wallet: '11111111111111111111111111111112',
  mint: '11111111111111111111111111111112',
  signature: '1'.repeat(64),
};

export function toPath({ path, params }: RouteDefinition): string {
  return path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    if (!params || !(name in params.shape)) throw new Error(`${path} does not declare ${name}.`);
    const value = parameters[name];
    if (value === undefined) throw new Error(`Say in every-route.ts what ${name} is in tests.`);
    return value;
  });
}

/** A body that fits the schema of the route. */
export function toBody(name: RouteName, { body }: RouteDefinition): unknown {
  if (!body) return undefined;
  const given = bodies[name];
  const checked = body.safeParse(given);
  if (!checked.success)
    throw new Error(`Give ${name} a body in every-route.ts: ${z.prettifyError(checked.error)}`);
  return given;
}

const password = 'correct horse battery';

const bodies: Partial<Record<RouteName, unknown>> = {
  setup: { token: 'wrong', name: 'eve', password },
  signIn: { name: 'nobody', password },
  stepUp: { password: 'wrong' },
  changePassword: { present: 'wrong', next: password },
  confirmTotp: { code: '000000' },
  createUser: { name: 'eve', password, role: 'viewer' },
  changeUser: { role: 'viewer' },
  createToken: { name: 'robot', role: 'viewer' },
  stopTrading: { reason: 'test' },
  readAlerts: { upTo: 0 },
  muteAlerts: { minutes: 1 },
  createWebhook: { name: 'hook', url: 'https://example.org/', topics: ['alerts'] },
  changeWebhook: { name: 'hook' },
  armSigner: { passphrase: 'wrong' },
  unlockSigner: { code: '000000' },
  setFault: { isOn: false },
  setSandboxSpeed: { speed: 1 },
  setSandboxSeed: { seed: 1 },
  followWallet: { address: '11111111111111111111111111111112' },
  changeWallet: { label: 'nobody' },
};
