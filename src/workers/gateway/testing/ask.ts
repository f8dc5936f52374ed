// One request on a socket of its own, with exactly the headers that a test wants.
import { type IncomingHttpHeaders, request } from 'node:http';

export type Wish = {
  readonly method?: string;
  readonly path: string;
  /** As JSON, unless it is text already. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Added as the dashboard does it: cookie and header. */
  readonly session?: string | undefined;
  readonly token?: string | undefined;
  /** The cookie of a browser in which somebody signed in before. */
  readonly device?: string | undefined;
};

export type Answer = {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** Of a failure. */
  readonly code: string | undefined;
  json<T = Record<string, unknown>>(): T;
};

export function ask(
  port: number,
  { method = 'GET', path, body, headers = {}, session, token, device }: Wish,
): Promise<Answer> {
  const text = typeof body === 'string' || body === undefined ? body : JSON.stringify(body);
  const sent: Record<string, string> = {
    ...(text === undefined
      ? {}
      : { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(text)) }),
    ...(session === undefined && device === undefined ? {} : { cookie: toCookie({ session, device }) }),
    ...(token === undefined ? { 'x-zapflow': '1' } : { authorization: `Bearer ${token}` }),
    ...headers,
  };
  return new Promise((resolve, reject) => {
    const outgoing = request(
      { host: '127.0.0.1', port, method, path, headers: withoutEmpty(sent), agent: false },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('error', reject);
        incoming.on('end', () => resolve(toAnswer(incoming.statusCode ?? 0, incoming.headers, chunks)));
      },
    );
    outgoing.on('error', reject);
    outgoing.end(text);
  });
}

/** A header that a test sets to nothing is not sent. */
function withoutEmpty(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== ''));
}

function toAnswer(status: number, headers: IncomingHttpHeaders, chunks: readonly Buffer[]): Answer {
  const text = Buffer.concat(chunks).toString();
  const json = () => JSON.parse(text);
  const isFailure = status >= 400 && String(headers['content-type']).startsWith('application/json');
  return { status, headers, text, code: isFailure ? json().error?.code : undefined, json };
}

/** The session id that an answer sets. */
export function toSession(answer: Answer): string | undefined {
  return toSetCookie(answer, 'zapflow');
}

/** The cookie of a known browser that an answer sets. */
export function toDevice(answer: Answer): string | undefined {
  return toSetCookie(answer, 'zapflow-device');
}

function toSetCookie({ headers }: Answer, name: string): string | undefined {
  const cookie = headers['set-cookie']?.find((text) => new RegExp(`^(__Host-)?${name}=`).test(text));
  return cookie && /=([^;]*)/.exec(cookie)?.[1];
}

function toCookie({ session, device }: Pick<Wish, 'session' | 'device'>): string {
  const cookies = { zapflow: session, 'zapflow-device': device };
  return Object.entries(cookies)
    .flatMap(([name, value]) => (value === undefined ? [] : `${name}=${value}`))
    .join('; ');
}
