import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isPublicAddress } from './public-address.ts';

const open = `
  1.1.1.1 8.8.8.8 93.184.216.34 100.63.255.255 100.128.0.0 126.255.255.255 128.0.0.1 168.63.129.15 172.15.255.255
  172.32.0.0 192.167.255.255 198.17.255.255 198.20.0.0 223.255.255.255
  2606:4700:4700::1111 2a00:1450:4001:82b::200e 2001:4860:4860::8888 2001:200:: 2003:: 3ffe::1 ::ffff:8.8.8.8
  ::ffff:808:808 64:ff9b::8.8.8.8 64:ff9b::808:808
`;
const shut = `
  0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.255 100.64.0.1 100.100.100.200 127.0.0.1 127.255.255.254 168.63.129.16
  169.254.169.254 172.16.0.1 172.31.255.255 192.0.0.192 192.0.2.1 192.88.99.1 192.168.1.1 198.18.0.1 198.19.255.255
  198.51.100.7 203.0.113.7 224.0.0.1 239.255.255.255 240.0.0.1 255.255.255.255
  :: ::1 ::127.0.0.1 ::ffff:127.0.0.1 ::ffff:7f00:1 ::ffff:10.0.0.1 ::ffff:a9fe:a9fe ::ffff:0:127.0.0.1 64:ff9b::127.0.0.1
  64:ff9b::7f00:1 64:ff9b:1::8.8.8.8 100::1 2001::1 2001:0:53aa:64c::1 2001:1ff:ffff::1 2001:db8::1 2002:7f00:1:: 2002:808:808::1
  3fff::1 3fff:fff::1 5f00::1 4000::1 fc00::1 fd00:ec2::254 fdff::1 fe80::1 fe80::1%eth0 fec0::1 ff02::1
  256.1.1.1 1.2.3 1.2.3.4.5 2606:4700 2606:::1 1::2::3 2606:4700::12345 2606:4700:1:2:3:4:5:6:7 2606:4700:1:2:3:4:5::6:7
  localhost example.com
`;
const words = (text: string) => text.trim().split(/\s+/);

for (const address of words(open))
  test(`${address} is public`, () => assert.equal(isPublicAddress(address), true));
for (const address of [...words(shut), ''])
  test(`${address || 'nothing'} is not public`, () => assert.equal(isPublicAddress(address), false));

test('every way to write an IPv4 address behind IPv6 is judged as that address', () => {
  fc.assert(
    fc.property(fc.ipV4(), (address) => {
      const expected = isPublicAddress(address);
      for (const prefix of ['::ffff:', '64:ff9b::']) {
        assert.equal(isPublicAddress(prefix + address), expected);
        const canonical = new URL(`http://[${prefix}${address}]/`).hostname.slice(1, -1);
        assert.equal(isPublicAddress(canonical), expected);
      }
    }),
  );
});

test('no address of IPv6 outside of 2000::/3 is public, but for those that hold IPv4', () => {
  fc.assert(
    fc.property(fc.ipV6(), (address) => {
      const canonical = new URL(`http://[${address}]/`).hostname.slice(1, -1);
      if (!/^([23][\da-f]{3}:|::ffff:|64:ff9b::)/.test(canonical))
        assert.equal(isPublicAddress(canonical), false);
      assert.equal(isPublicAddress(canonical), isPublicAddress(address));
    }),
  );
});
