// One typed way to the gateway. Every request has a limit of time, and a change names itself so that no other page can send it.
import { RequestFailure, readFailure, toRequestFailure } from './failure.ts';
import type { InputOf, ReplyOf, RouteName } from './routes.ts';
import { type StepUp, stepUp } from './step-up.ts';

const TIMEOUT_MS = 15_000;

type Parts = {
  readonly params?: Readonly<Record<string, string | number>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
};

export type SendArguments<N extends RouteName> = keyof InputOf<N> extends never ? [] : [input: InputOf<N>];

/** The path with its parameters and query filled in; what is undefined is left out. */
export function toAddress(path: string, { params = {}, query = {} }: Parts): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(params[name])));
  const asked = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    if (value !== undefined && value !== '') asked.set(name, String(value));
  return asked.size === 0 ? filled : `${filled}?${asked}`;
}

export type Send = <N extends RouteName>(name: N, ...input: SendArguments<N>) => Promise<ReplyOf<N>>;

export function createSend(doors: { fetch: typeof fetch; stepUp: StepUp }): Send {
  const attempt = async (name: string, parts: Parts): Promise<unknown> => {
    const [method = 'GET', path = ''] = name.split(' ');
    const hasBody = parts.body !== undefined;
    const response = await doors
      .fetch(toAddress(path, parts), {
        method,
        headers: {
          ...(method === 'GET' ? {} : { 'x-zapflow': '1' }),
          ...(hasBody ? { 'content-type': 'application/json' } : {}),
        },
        body: hasBody ? JSON.stringify(parts.body) : null,
        signal: AbortSignal.timeout(TIMEOUT_MS),
      })
      .catch((error: unknown) => {
        throw toRequestFailure(error);
      });
    if (!response.ok) throw await readFailure(response);
    return response.status === 204 ? undefined : response.json();
  };

  /** A deed that wants the password once more is repeated after it, by itself. */
  const sendOnce = async (name: string, parts: Parts = {}): Promise<unknown> => {
    try {
      return await attempt(name, parts);
    } catch (error) {
      if (!(error instanceof RequestFailure) || error.code !== 'STEP_UP_NEEDED') throw error;
      if (!(await doors.stepUp.ask())) throw error;
      return attempt(name, parts);
    }
  };
  return sendOnce as Send;
}

export const send = createSend({ fetch: (...asked) => fetch(...asked), stepUp });
