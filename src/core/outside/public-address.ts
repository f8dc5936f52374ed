// Which IP addresses belong to the public internet: what IANA lists as special (RFC 6890 and its registry) does not.

/** Networks of IPv4 that are not global unicast, and one that a cloud uses although it is. */
const specialV4 = [
  '0.0.0.0/8', // this network
  '10.0.0.0/8', // private
  '100.64.0.0/10', // shared with the provider; metadata of Alibaba
  '127.0.0.0/8', // loopback
  '168.63.129.16/32', // metadata of Azure
  '169.254.0.0/16', // link-local; metadata of most clouds
  '172.16.0.0/12', // private
  '192.0.0.0/24', // protocol assignments; metadata of Oracle
  '192.0.2.0/24', // documentation
  '192.88.99.0/24', // relays of 6to4
  '192.168.0.0/16', // private
  '198.18.0.0/15', // benchmarks
  '198.51.100.0/24', // documentation
  '203.0.113.0/24', // documentation
  '224.0.0.0/4', // multicast
  '240.0.0.0/4', // reserved, broadcast
].map(toNetworkV4);

/** Networks within 2000::/3, the global unicast of IPv6, that lead elsewhere. */
const specialV6 = [
  { groups: [0x2001, 0x0000], bits: 23 }, // protocol assignments, with Teredo
  { groups: [0x2001, 0x0db8], bits: 32 }, // documentation
  { groups: [0x2002], bits: 16 }, // 6to4: an IPv4 address of any kind
  { groups: [0x3fff, 0x0000], bits: 20 }, // documentation
];

/** Prefixes of 96 bits that stand for the IPv4 address behind them: mapped, and translated by NAT64. */
const holdingV4 = [
  [0, 0, 0, 0, 0, 0xffff],
  [0x64, 0xff9b, 0, 0, 0, 0],
];

/** Whether the address, as a URL or a resolver writes it, is global unicast; false for what is no address. */
export function isPublicAddress(address: string): boolean {
  const v4 = parseV4(address);
  if (v4 !== undefined) return isPublicV4(v4);
  const groups = parseV6(address);
  if (!groups) return false;
  if (holdingV4.some((prefix) => prefix.every((group, i) => groups[i] === group)))
    return isPublicV4(groups[6]! * 2 ** 16 + groups[7]!);
  return groups[0]! >> 13 === 1 && !specialV6.some((network) => isWithin(groups, network));
}

function isPublicV4(address: number): boolean {
  return !specialV4.some(({ start, size }) => address >= start && address < start + size);
}

function toNetworkV4(text: string): { readonly start: number; readonly size: number } {
  const [address = '', bits] = text.split('/');
  return { start: parseV4(address)!, size: 2 ** (32 - Number(bits)) };
}

function parseV4(text: string): number | undefined {
  if (!/^\d{1,3}(\.\d{1,3}){3}$/.test(text)) return undefined;
  const parts = text.split('.').map(Number);
  return parts.every((part) => part < 256) ? parts.reduce((sum, part) => sum * 256 + part, 0) : undefined;
}

/** Eight groups of 16 bits. An address with a zone belongs to one link, so it is none here. */
function parseV6(text: string): number[] | undefined {
  const mixed = /^(.*:)(\d+(?:\.\d+){3})$/.exec(text);
  const v4 = mixed && parseV4(mixed[2]!);
  if (mixed && v4 === undefined) return undefined;
  const plain = mixed ? `${mixed[1]}${(v4! >>> 16).toString(16)}:${(v4! & 0xffff).toString(16)}` : text;
  const halves = plain.split('::');
  const [head = [], tail] = halves.map((half) => (half === '' ? [] : half.split(':')));
  if (halves.length > 2) return undefined;
  const missing = 8 - head.length - (tail?.length ?? 0);
  if (tail ? missing < 1 : missing !== 0) return undefined;
  const groups = [...head, ...Array<string>(missing).fill('0'), ...(tail ?? [])];
  return groups.every((group) => /^[\da-f]{1,4}$/i.test(group))
    ? groups.map((group) => Number.parseInt(group, 16))
    : undefined;
}

function isWithin(
  address: readonly number[],
  network: { readonly groups: readonly number[]; readonly bits: number },
): boolean {
  return network.groups.every((group, i) => {
    const free = Math.max(0, 16 * (i + 1) - network.bits);
    return address[i]! >> free === group >> free;
  });
}
