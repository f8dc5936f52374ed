// Tells what only another web page would send: decided from a few headers, before anything is looked up.
import { AppError } from '../../../core/errors.ts';
import { isLoopback } from '../../../core/loopback.ts';

export type Asked = {
  readonly method: string;
  /** As the client or a declared proxy named it. */
  readonly host: string;
  /** The same without its port. */
  readonly hostname: string;
  /** What stands between method and version; only the path, but for proxies. */
  readonly target: string;
  /** Scheme, name and port of the address that was asked. */
  readonly origin: string;
  readonly isSocket: boolean;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
};

/** GET and HEAD never change anything, so a page that causes them gains nothing: it cannot read the answer. */
export function isSafe({ method, isSocket }: Pick<Asked, 'method' | 'isSocket'>): boolean {
  return !isSocket && (method === 'GET' || method === 'HEAD' || method === 'OPTIONS');
}

/** Refuses names that are not ours: a name of somebody else that leads here is how a web page reaches loopback. */
export function refuseForeignHost(
  { host, hostname, target }: Pick<Asked, 'host' | 'hostname' | 'target'>,
  ownNames: ReadonlySet<string>,
): void {
  const isOwn = isLoopback(hostname) || ownNames.has(hostname.toLowerCase());
  // A whole address as the target would count more than the name beside it.
  if (!isOwn || !wellFormed.test(host) || !(target.startsWith('/') || target === '*'))
    throw new AppError('HOST_UNKNOWN');
}

/** A name, or an address of IPv6 in brackets, and at most a port. */
const wellFormed = /^(\[[\da-f:.]+\]|[^\s:@/[\]]+)(:\d{1,5})?$/i;

/** What a form of any page can send without being asked (the safelist of CORS). */
const formTypes = /^(text\/plain|multipart\/form-data|application\/x-www-form-urlencoded)\b/i;

/** Refuses what a page of another origin caused. */
export function refuseForeignOrigin(asked: Asked): void {
  if (isSafe(asked)) return;
  const { origin, headers } = asked;
  if (headers['origin'] !== undefined && headers['origin'] !== origin) throw new AppError('ORIGIN_FOREIGN');
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin') throw new AppError('ORIGIN_FOREIGN');
  const type = headers['content-type'];
  if (type !== undefined && formTypes.test(String(type)))
    throw new AppError(
      'ORIGIN_FOREIGN',
      'Send JSON with the type application/json: what a form can send is refused.',
    );
}

/**
 * A browser sends the cookie by itself, and any page can make it send one; a header of our own it sends only where a
 * page of ours did so. A token is never sent by itself.
 */
export function refuseMissingHeader(asked: Asked, hasToken: boolean): void {
  if (isSafe(asked) || asked.isSocket || hasToken) return;
  if (asked.headers['x-zapflow'] !== '1') throw new AppError('HEADER_MISSING');
}

/** `hosts` are names and addresses with brackets around IPv6; `bound` is the address that is listened on. */
export function toOwnNames(hosts: readonly string[], bound: string): ReadonlySet<string> {
  const names = hosts.map((host) => host.toLowerCase());
  const isAny = bound === '0.0.0.0' || bound === '::';
  const own = bound.includes(':') ? `[${bound}]` : bound;
  return new Set(isAny ? names : [...names, own.toLowerCase()]);
}
