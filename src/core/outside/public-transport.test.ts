import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nodePublic } from './node-public.ts';
import type { AddressedRequest } from './public-machine.ts';
import { createPublicTransport, type PublicTransportOptions } from './public-transport.ts';
import { openTrap } from './testing/trap-listener.ts';

const PUBLIC = '93.184.216.34';

/** The real client, with names that resolve as told. */
function openWith(names: Record<string, readonly string[]>, options: Partial<PublicTransportOptions> = {}) {
  const sent: AddressedRequest[] = [];
  const transport = createPublicTransport({
    machine: {
      resolve: async (host) => [...(names[host] ?? [])],
      async exchange(request) {
        sent.push(request);
        return { status: 204, headers: {}, body: (async function* () {})() };
      },
    },
    ...options,
  });
  const get = (url: string, signal = new AbortController().signal) =>
    transport.exchange({ method: 'GET', url, headers: { host: 'evil.test' }, body: undefined, signal });
  return { transport, get, sent };
}

const hostile = (port: number) =>
  [
    ...[
      '127.0.0.1',
      '127.1',
      '127.0.1',
      '0',
      '0.0.0.0',
      '2130706433',
      '0x7f000001',
      '0x7f.1',
      '017700000001',
    ],
    ...[
      '0177.0.0.1',
      '0177.0.0.01',
      '127.0.0.1.',
      '①②⑦.⓪.⓪.①',
      '１２７.0.0.1',
      '127。0。0。1',
      '%31%32%37.0.0.1',
    ],
    ...[
      '[::1]',
      '[::]',
      '[::ffff:127.0.0.1]',
      '[::ffff:7f00:1]',
      '[0:0:0:0:0:ffff:7f00:1]',
      '[64:ff9b::7f00:1]',
    ],
    ...[
      '[64:ff9b:1::7f00:1]',
      '[2002:7f00:1::]',
      '[::127.0.0.1]',
      '[fe80::1]',
      '[fd00:ec2::254]',
      '[ff02::1]',
    ],
    ...[
      '169.254.169.254',
      '169.254.170.2',
      '0xa9fea9fe',
      '2852039166',
      '[::ffff:a9fe:a9fe]',
      '168.63.129.16',
    ],
    ...[
      '100.100.100.200',
      '192.0.0.192',
      '10.0.0.1',
      '172.16.0.1',
      '192.168.0.1',
      '100.64.0.1',
      '198.18.0.1',
    ],
    ...[
      '224.0.0.1',
      '255.255.255.255',
      'localhost',
      'LOCALHOST',
      'inside.test',
      'half.test',
      'mapped.test',
      'ⓛocalhost',
    ],
  ].map((host) => `https://${host}:${port}/`);

const misfits = [
  'http://public.test/',
  'https://public.test:22/',
  'https://public.test:6379/',
  'https://user@public.test/',
  'https://user:password@public.test/',
  'https://:password@public.test/',
];

test('whatever is written for an address inside, nothing is connected', async (t) => {
  const trap = await openTrap(t);
  const names: Record<string, string[]> = {
    localhost: ['127.0.0.1', '::1'],
    'inside.test': ['127.0.0.1'],
    'half.test': [PUBLIC, '127.0.0.1'],
    'mapped.test': ['::ffff:127.0.0.1'],
    'public.test': [PUBLIC],
  };
  const { exchange } = nodePublic;
  const transport = createPublicTransport({
    machine: { resolve: async (host) => names[host] ?? [], exchange },
    ports: [trap.port],
  });
  const urls = [...hostile(trap.port), ...misfits];
  assert.ok(urls.length >= 40);
  for (const url of urls) {
    const signal = AbortSignal.timeout(5000);
    const open = () => transport.exchange({ method: 'GET', url, headers: {}, body: undefined, signal });
    await assert.rejects(open, { code: 'ADDRESS_NOT_PUBLIC', kind: 'refused' }, url);
    await assert.rejects(transport.judge(url, signal), { code: 'ADDRESS_NOT_PUBLIC' }, url);
  }
  assert.equal(trap.connections(), 0);
});

for (const url of [
  'ftp://public.test/',
  'file:///etc/passwd',
  'data:,x',
  'https://',
  'https://[::1',
  'no address',
])
  test(`${url} is no http address`, async () => {
    await assert.rejects(openWith({}).get(url), { code: 'HTTP_REQUEST_INVALID' });
  });

for (const url of [
  'https://public.test/',
  'https://public.test:8443/a',
  'https://8.8.8.8/',
  'https://[2606:4700::1111]/',
])
  test(`${url} is opened`, async () => {
    const { get, sent } = openWith({ 'public.test': [PUBLIC, '2606:4700::1111'] });
    assert.equal((await get(url)).status, 204);
    assert.equal(sent[0]?.url.href, url);
    assert.equal(sent[0]?.headers['host'], undefined, 'the host is that of the address');
  });

test('another port has to be configured', async () => {
  const names = { 'public.test': [PUBLIC] };
  await assert.rejects(openWith(names).get('https://public.test:9443/'), { code: 'ADDRESS_NOT_PUBLIC' });
  assert.equal((await openWith(names, { ports: [9443] }).get('https://public.test:9443/')).status, 204);
});

test('a name that resolves to something else a moment later is connected where it was judged', async (t) => {
  const trap = await openTrap(t);
  let asked = 0;
  const sent: AddressedRequest[] = [];
  const transport = createPublicTransport({
    machine: {
      resolve: async () => (asked++ === 0 ? [PUBLIC] : ['127.0.0.1']),
      async exchange(request) {
        sent.push(request);
        return { status: 204, headers: {}, body: (async function* () {})() };
      },
    },
    ports: [trap.port],
  });
  const { signal } = new AbortController();
  const url = `https://flip.test:${trap.port}/`;
  await transport.exchange({ method: 'GET', url, headers: {}, body: undefined, signal });
  assert.deepEqual(sent[0]?.addresses, [PUBLIC]);
  assert.equal(asked, 1, 'it is resolved once');
  await assert.rejects(transport.judge(url, signal), { code: 'ADDRESS_NOT_PUBLIC' });
  assert.equal(trap.connections(), 0);
});

test('a name without addresses is told as unreachable, and a resolver that hangs ends with the signal', async () => {
  await assert.rejects(openWith({}).get('https://nobody.test/'), { code: 'HTTP_UNREACHABLE' });
  const reason = new Error('enough');
  const ending = new AbortController();
  const transport = createPublicTransport({
    machine: { resolve: () => new Promise(() => {}), exchange: nodePublic.exchange },
  });
  const open = transport.judge('https://silent.test/', ending.signal);
  ending.abort(reason);
  await assert.rejects(open, reason);
});

test('a trusted place is one port of one name: any other port there is judged like every place', async () => {
  const { get, sent } = openWith(
    { 'inside.test': ['10.0.0.1'] },
    { trusted: ['inside.test:8080', '10.0.0.1:8080'] },
  );
  for (const url of ['http://inside.test:8080/', 'http://10.0.0.1:8080/'])
    assert.equal((await get(url)).status, 204, url);
  for (const url of [
    'http://inside.test/',
    'http://inside.test:80800/',
    'http://inside.test:8081/',
    'https://inside.test/',
    'https://10.0.0.1/',
    'http://x.inside.test:8080/',
  ])
    await assert.rejects(get(url), url);
  assert.equal(sent.length, 2);
});
