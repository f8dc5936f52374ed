// A signer in this process, with time that a test moves and a derivation that costs nothing.
import { createHmac } from 'node:crypto';
import type { Kind } from '../operations/index.ts';
import type { Header } from '../packet.ts';
import type { Derive } from '../sealed-file.ts';
import { codeAt } from '../second-factor.ts';
import { createSigner } from '../signer.ts';
import { exampleLimits } from './example-limits.ts';

export const deriveForTest: Derive = (passphrase, salt) =>
  createHmac('sha512', salt).update(passphrase).digest();

export const passphrase = () => Buffer.from('correct horse battery');

type Answered = { outcome: string; reason: string | undefined; facts: Header; parts: Buffer[] };

export function createTestSigner() {
  const time = { wallMs: 1_700_000_000_000, monotonicMs: 0 };
  const counted = { collections: 0 };
  const signer = createSigner({
    wallMs: () => time.wallMs,
    monotonicMs: () => time.monotonicMs,
    derive: deriveForTest,
    collectGarbage: () => {
      counted.collections += 1;
    },
  });
  const ask = (kind: Kind | string, parts: readonly Buffer[] = [], fields: Header = {}): Answered => {
    const { header, parts: given } = signer.answer({ header: { ...fields, id: 1, kind }, parts });
    const copies = given.map((part) => Buffer.from(part));
    const reason = header['reason'] === undefined ? undefined : String(header['reason']);
    return { outcome: String(header['outcome']), reason, facts: header['facts'] as Header, parts: copies };
  };
  return {
    ask,
    counted,
    wipe: () => signer.wipe(),
    pass(ms: number): void {
      time.wallMs += ms;
      time.monotonicMs += ms;
    },
    codeNow: (secret: Buffer) => codeAt(secret, Math.floor(time.wallMs / 30_000)),
  };
}

/** Past the steps whose codes may have been used before the signer was loaded. */
export const CODES_COUNT_AFTER_MS = 60_000;

/** A signer with one generated key loaded, and what its owner was given. */
export function createLoadedSigner(limits: unknown = exampleLimits()) {
  const signer = createTestSigner();
  const created = signer.ask('create', [passphrase()], { limits });
  const [empty, totpSecret, recoveryCode] = created.parts as [Buffer, Buffer, Buffer];
  const added = signer.ask('generateKey', [empty, passphrase()], { label: 'main' });
  const [keystore] = added.parts as [Buffer];
  signer.ask('load', [keystore, passphrase()]);
  return {
    ...signer,
    keystore,
    totpSecret,
    recoveryCode,
    keyId: String(added.facts['keyId']),
    unlock(): Answered {
      signer.pass(CODES_COUNT_AFTER_MS);
      return signer.ask('unlockWithdrawals', [signer.codeNow(totpSecret)]);
    },
  };
}
