import { Button } from '@mantine/core';
import { type FormEvent, useEffect, useState } from 'react';
import { renderSVG } from 'uqr';
import { toRequestFailure } from '../api/failure.ts';
import { useDeed } from '../api/queries.ts';
import { CodeField, isCode } from './code-field.tsx';
import { CopyText } from './copy-text.tsx';
import { Failed, Loading } from './states.tsx';
import styles from './totp-form.module.css';

/** A picture to scan, the secret to type instead, and the code that proves it. */
export function TotpForm({ done }: { readonly done: () => void }) {
  const { mutate: begin, data, error } = useDeed('POST /api/session/totp');
  const confirming = useDeed('PUT /api/session/totp', ['GET /api/session']);
  const [code, setCode] = useState('');
  useEffect(() => begin({}), [begin]);
  const failure = confirming.error ? toRequestFailure(confirming.error) : undefined;

  const confirm = (event: FormEvent): void => {
    event.preventDefault();
    confirming.mutateAsync({ body: { code } }).then(done, () => setCode(''));
  };
  if (error) return <Failed what="No secret was made" error={error} retry={() => begin({})} />;
  if (!data) return <Loading lines={4} />;
  const picture = `data:image/svg+xml,${encodeURIComponent(renderSVG(data.uri, { border: 0 }))}`;
  return (
    <form className={styles.form} onSubmit={confirm}>
      <ol>
        <li>Scan this with an authenticator app.</li>
        <li>Type the six digits that it shows.</li>
      </ol>
      <img className={styles.qr} src={picture} width={208} height={208} alt="QR code of the secret" />
      <p className="caption">
        Cannot scan? Type this: <CopyText text={data.secret} label="Copy the secret" />
      </p>
      <CodeField label="Code" autoFocus required value={code} error={failure?.message} change={setCode} />
      <Button
        type="submit"
        variant="filled"
        size="sm"
        loading={confirming.isPending}
        disabled={!isCode(code)}
      >
        Confirm
      </Button>
    </form>
  );
}
