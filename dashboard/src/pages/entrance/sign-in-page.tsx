import { Button, PasswordInput, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useLocation } from 'wouter';
import { toRequestFailure, toSentence } from '../../api/failure.ts';
import { useDeed } from '../../api/queries.ts';
import { useSession } from '../../api/session.ts';
import { CodeField } from '../../components/code-field.tsx';
import styles from './card.module.css';
import { Card } from './card.tsx';

export function SignInPage() {
  const { guestRole, needsSetup } = useSession();
  const [path, go] = useLocation();
  const signingIn = useDeed('POST /api/session', ['GET /api/session']);
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const failure = signingIn.error ? toRequestFailure(signingIn.error) : undefined;
  const needsCode = failure?.code === 'CODE_NEEDED' || failure?.code === 'CODE_WRONG';

  const signIn = (event: FormEvent): void => {
    event.preventDefault();
    signingIn.mutateAsync({ body: { name, password, ...(needsCode ? { code } : {}) } }).then(
      () => path === '/sign-in' && go('/', { replace: true }),
      () => setCode(''),
    );
  };
  return (
    <Card
      title="Sign in"
      says={
        needsSetup
          ? 'There is no account yet: open the address that the start printed. ./zapflow status tells it, too.'
          : undefined
      }
    >
      <form onSubmit={signIn}>
        <TextInput
          label="Name"
          autoComplete="username"
          autoCapitalize="none"
          autoFocus
          required
          withAsterisk={false}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <PasswordInput
          label="Password"
          autoComplete="current-password"
          required
          withAsterisk={false}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        {needsCode && (
          <CodeField
            description="Six digits of your authenticator"
            autoFocus
            required
            value={code}
            change={setCode}
          />
        )}
        {failure && failure.code !== 'CODE_NEEDED' && (
          <p className={styles.failure} role="alert">
            {toSentence(failure)}
          </p>
        )}
        <Button type="submit" variant="filled" size="sm" loading={signingIn.isPending}>
          Sign in
        </Button>
        {guestRole !== null && (
          <Button variant="subtle" onClick={() => go('/')}>
            Look around without an account
          </Button>
        )}
      </form>
    </Card>
  );
}
