// The one opener for addresses that people give: it reaches the public internet and nothing else, whatever an address or a
// name resolves to. As a transport it stands below http like any other.
import { AppError } from '../errors.ts';
import { untilAborted } from './expiry.ts';
import type { HttpTransport } from './http-transport.ts';
import { isPublicAddress } from './public-address.ts';
import type { AddressedRequest, PublicMachine } from './public-machine.ts';

export type PublicTransportOptions = {
  readonly machine: PublicMachine;
  /** Ports of https beside 443 and 8443. */
  readonly ports?: readonly number[];
  /** Places as `host:port` that the operator vouches for: any address there, and http. None by default. */
  readonly trusted?: readonly string[];
};

export interface PublicTransport extends HttpTransport {
  /** Resolves when the address could be opened now. Rejects with ADDRESS_NOT_PUBLIC, HTTP_UNREACHABLE or HTTP_REQUEST_INVALID. */
  judge(url: string, signal: AbortSignal): Promise<void>;
}

const HTTPS_PORTS = [443, 8443];
const defaultPorts: Record<string, string> = { 'https:': '443', 'http:': '80' };

export function createPublicTransport(options: PublicTransportOptions): PublicTransport {
  const { machine } = options;
  const ports = new Set([...HTTPS_PORTS, ...(options.ports ?? [])]);
  const trusted = new Set(options.trusted);

  /** Where to connect: only there, so that a name which resolves to something else a moment later changes nothing. */
  const admit = async (text: string, signal: AbortSignal): Promise<{ url: URL; addresses: string[] }> => {
    const url = URL.parse(text);
    if (!url || !/^https?:$/.test(url.protocol))
      throw new AppError('HTTP_REQUEST_INVALID', 'The address is not an http address.');
    if (url.username || url.password) throw refused('It holds a user name or password.');
    const port = url.port || defaultPorts[url.protocol];
    const isTrusted = trusted.has(`${url.hostname}:${port}`);
    if (!isTrusted) {
      if (url.protocol !== 'https:') throw refused('It is not https.');
      if (!ports.has(Number(port))) throw refused(`Port ${port} is not one of ${[...ports].join(', ')}.`);
    }
    const host = url.hostname.replace(/^\[|\]$/g, '');
    const isLiteral = /^[\d.]+$|:/.test(host);
    const addresses = isLiteral
      ? [host]
      : await untilAborted(signal, () => machine.resolve(host, { isTrusted, signal }));
    if (addresses.length === 0)
      throw new AppError('HTTP_UNREACHABLE', undefined, { details: { reason: 'ENOTFOUND' } });
    // One that is not public makes all suspect: the next connection would take another.
    if (!isTrusted && !addresses.every(isPublicAddress))
      throw refused('It leads to an address that is not public.');
    return { url, addresses };
  };

  return {
    async judge(url, signal) {
      await admit(url, signal);
    },
    async exchange({ url: text, headers: { host: _, ...headers }, ...rest }) {
      const { url, addresses } = await admit(text, rest.signal);
      const request: AddressedRequest = { ...rest, headers, url, addresses };
      return await machine.exchange(request);
    },
  };
}

/** What a name resolves to is not told: it would map the network inside. */
function refused(why: string): AppError {
  return new AppError('ADDRESS_NOT_PUBLIC', `The address is not opened. ${why}`);
}
