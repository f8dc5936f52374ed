import { Button, Modal, PasswordInput } from '@mantine/core';
import { type FormEvent, useState, useSyncExternalStore } from 'react';
import { toRequestFailure } from '../api/failure.ts';
import { queryClient, useDeed, useRead } from '../api/queries.ts';
import { stepUp } from '../api/step-up.ts';
import { CodeField } from '../components/code-field.tsx';
import styles from './step-up-dialog.module.css';

/** Opens by itself where a change wants the password once more, and has the change repeated after it. */
export function StepUpDialog() {
  const isAsked = useSyncExternalStore(stepUp.subscribe, stepUp.isAsked);
  return (
    <Modal opened={isAsked} onClose={() => stepUp.settle(false)} title="Is it you?" size={380} zIndex={500}>
      {isAsked && <StepUpForm />}
    </Modal>
  );
}

function StepUpForm() {
  const { data: session } = useRead('GET /api/session');
  const giving = useDeed('POST /api/session/step-up');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const hasTotp = session?.user?.hasTotp === true;
  const failure = giving.error ? toRequestFailure(giving.error) : undefined;
  const give = (event: FormEvent): void => {
    event.preventDefault();
    giving.mutateAsync({ body: { password, ...(hasTotp ? { code } : {}) } }).then(
      async () => {
        stepUp.settle(true);
        await queryClient.invalidateQueries({ queryKey: ['GET /api/session'] });
      },
      () => setCode(''),
    );
  };
  return (
    <form className={styles.form} onSubmit={give}>
      <p className="dim">This change concerns keys, money or rights. Then it goes on by itself.</p>
      <PasswordInput
        label="Password"
        autoComplete="current-password"
        data-autofocus
        required
        withAsterisk={false}
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
        error={failure?.message}
      />
      {hasTotp && <CodeField required value={code} change={setCode} />}
      <div className={styles.actions}>
        <Button onClick={() => stepUp.settle(false)}>Cancel</Button>
        <Button type="submit" variant="filled" loading={giving.isPending}>
          Continue
        </Button>
      </div>
    </form>
  );
}
