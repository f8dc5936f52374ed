// What the opener of public addresses needs of the machine. The real one is node-public.ts; tests bring a resolver of theirs.
import type { HttpAnswer, HttpRequest } from './http-transport.ts';

export type AddressedRequest = Omit<HttpRequest, 'url'> & {
  readonly url: URL;
  /** The connection is made to one of these; name and certificate are still those of the URL. */
  readonly addresses: readonly string[];
};

export interface PublicMachine {
  /**
   * All IP addresses of a name, none when there is none. Rejects with HTTP_UNREACHABLE when nobody can be asked. Names of the
   * machine itself (its hosts file) are known only where the place is trusted.
   */
  resolve(
    host: string,
    options: { readonly isTrusted: boolean; readonly signal: AbortSignal },
  ): Promise<string[]>;
  /** As of a transport, inflated, without proxies and on a connection of its own. */
  exchange(request: AddressedRequest): Promise<HttpAnswer>;
}
