// Accounts of each role, signed in, and their tokens.
import type { Role } from '../../../api/roles.ts';
import { toSession } from './ask.ts';
import type { TestGateway } from './open-gateway.ts';

export const password = 'correct horse battery';

/** Makes the first account, an admin, by the token of the set-up; gives its session. */
export async function setUp(gateway: TestGateway, name = 'ada'): Promise<string> {
  const body = { token: gateway.setupToken, name, password };
  const answer = await gateway.ask({ method: 'POST', path: '/api/setup', body });
  if (answer.status !== 200) throw new Error(`set-up: ${answer.text}`);
  return toSession(answer)!;
}

export async function signIn(gateway: TestGateway, name: string, code?: string): Promise<string> {
  const answer = await gateway.ask({ method: 'POST', path: '/api/session', body: { name, password, code } });
  if (answer.status !== 200) throw new Error(`sign-in of ${name}: ${answer.text}`);
  return toSession(answer)!;
}

/** One account of each role; each has its name. */
export async function createPeople(gateway: TestGateway): Promise<Record<Role, string>> {
  const admin = await setUp(gateway, 'admin');
  for (const name of ['viewer', 'trader'] as const)
    await gateway.ask({
      method: 'POST',
      path: '/api/users',
      body: { name, password, role: name },
      session: admin,
    });
  return { admin, viewer: await signIn(gateway, 'viewer'), trader: await signIn(gateway, 'trader') };
}

/** A token of whoever is signed in; gives its text. */
export async function createToken(
  gateway: TestGateway,
  session: string,
  wish: { readonly role: Role; readonly areas?: readonly string[]; readonly days?: number },
): Promise<{ id: string; text: string }> {
  const body = { name: 'robot', ...wish };
  const answer = await gateway.ask({ method: 'POST', path: '/api/tokens', body, session });
  if (answer.status !== 200) throw new Error(`token: ${answer.text}`);
  return answer.json();
}
