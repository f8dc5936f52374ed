// A certificate that nobody vouches for, made on the spot by openssl.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const isMissing = spawnSync('openssl', ['version']).status !== 0;
const isRequired = (process.env['ZAPFLOW_TEST_REQUIRE'] ?? '').split(',').includes('openssl');

/** Why tests with a certificate are skipped, or false. */
export const opensslSkip = isMissing && !isRequired && 'openssl is not installed';

export type SelfSigned = { readonly certFile: string; readonly keyFile: string };

export function createSelfSigned(t: { after(run: () => void): void }, name: string): SelfSigned {
  const folder = mkdtempSync(join(tmpdir(), 'zapflow-tls-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const [certFile, keyFile] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
  const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
  const place = ['-subj', `/CN=${name}`, '-addext', `subjectAltName=DNS:${name},IP:127.0.0.1`];
  const files = ['-keyout', keyFile, '-out', certFile];
  const { status, stderr } = spawnSync('openssl', ['req', '-x509', ...kind, ...place, ...files]);
  if (status !== 0) throw new Error(`openssl made no certificate: ${stderr}`);
  return { certFile, keyFile };
}
