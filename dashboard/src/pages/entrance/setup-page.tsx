import { Button, PasswordInput, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useLocation } from 'wouter';
import { toRequestFailure, toSentence } from '../../api/failure.ts';
import { useDeed } from '../../api/queries.ts';
import { useSession } from '../../api/session.ts';
import styles from './card.module.css';
import { Card } from './card.tsx';

const SHORTEST = 12;

/** The token stands behind the hash, which browsers send to nobody. */
function readToken(): string {
  return new URLSearchParams(location.hash.slice(1)).get('token') ?? '';
}

export function SetupPage() {
  const { needsSetup } = useSession();
  const [, go] = useLocation();
  const settingUp = useDeed('POST /api/setup', ['GET /api/session']);
  const [token, setToken] = useState(readToken);
  const [isFromAddress] = useState(() => token !== '');
  const [name, setName] = useState('admin');
  const [password, setPassword] = useState('');
  const failure = settingUp.error ? toRequestFailure(settingUp.error) : undefined;
  const wrong = failure?.problems.find(({ path }) => path.includes('name'));
  const isShort = password !== '' && password.length < SHORTEST;

  const setUp = (event: FormEvent): void => {
    event.preventDefault();
    settingUp.mutateAsync({ body: { token, name, password } }).then(
      () => go('/', { replace: true }),
      () => {},
    );
  };
  if (!needsSetup)
    return (
      <Card title="Already set up" says="There is an account. Sign in with it.">
        <Button variant="filled" size="sm" onClick={() => go('/', { replace: true })}>
          Sign in
        </Button>
      </Card>
    );
  return (
    <Card title="Welcome" says="Make the first account. It is an admin and may do everything.">
      <form onSubmit={setUp}>
        {!isFromAddress && (
          <TextInput
            label="Set-up token"
            description="Printed in the terminal at the first start"
            autoComplete="off"
            required
            withAsterisk={false}
            value={token}
            onChange={(event) => setToken(event.currentTarget.value)}
          />
        )}
        <TextInput
          label="Name"
          description="Small letters, digits, dot, dash and underscore"
          autoComplete="username"
          autoCapitalize="none"
          pattern="[a-z0-9][a-z0-9._\-]{0,39}"
          required
          withAsterisk={false}
          value={name}
          error={wrong && `The name ${wrong.message}`}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <PasswordInput
          label="Password"
          description={`At least ${SHORTEST} characters; a sentence is good`}
          autoComplete="new-password"
          autoFocus
          required
          withAsterisk={false}
          value={password}
          error={isShort ? `${SHORTEST - password.length} more characters` : undefined}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        {failure && !wrong && (
          <p className={styles.failure} role="alert">
            {toSentence(failure)}
          </p>
        )}
        <Button
          type="submit"
          variant="filled"
          size="sm"
          loading={settingUp.isPending}
          disabled={password.length < SHORTEST}
        >
          Make the account
        </Button>
      </form>
    </Card>
  );
}
