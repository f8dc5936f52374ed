import { Button, Modal, PasswordInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useLocation } from 'wouter';
import { toRequestFailure } from '../../api/failure.ts';
import { useDeed } from '../../api/queries.ts';
import { useSession } from '../../api/session.ts';
import { CodeField, isCode } from '../../components/code-field.tsx';
import { Confirm } from '../../components/confirm.tsx';
import { tellDone, tellFailed } from '../../components/notify.ts';
import { Panel } from '../../components/panel.tsx';
import { Empty } from '../../components/states.tsx';
import { Status } from '../../components/status.tsx';
import { TotpForm } from '../../components/totp-form.tsx';
import styles from './settings.module.css';

export function AccountTab() {
  const { user } = useSession();
  const [, go] = useLocation();
  if (!user)
    return (
      <Empty
        title="You look around as a guest"
        action={
          <Button variant="filled" onClick={() => go('/sign-in')}>
            Sign in
          </Button>
        }
      >
        An account has a password, a second factor and tokens of its own.
      </Empty>
    );
  return (
    <div className={styles.columns}>
      <div className={styles.stack}>
        <Panel title="You">
          <dl className={styles.facts}>
            <dt>Name</dt>
            <dd>{user.name}</dd>
            <dt>Role</dt>
            <dd>{user.role}</dd>
          </dl>
        </Panel>
        <SecondFactor hasTotp={user.hasTotp} />
      </div>
      <Password hasTotp={user.hasTotp} />
    </div>
  );
}

function SecondFactor({ hasTotp }: { readonly hasTotp: boolean }) {
  const [isOpen, setOpen] = useState(false);
  const [isRemoving, setRemoving] = useState(false);
  const removing = useDeed('DELETE /api/session/totp', ['GET /api/session']);
  const { mode } = useSession();
  const remove = (): void => {
    removing.mutateAsync({}).then(
      () => {
        setRemoving(false);
        tellDone('The second factor is gone');
      },
      (error: unknown) => tellFailed('The second factor is still there', error),
    );
  };
  return (
    <Panel
      title="Second factor"
      aside={<Status tone={hasTotp ? 'good' : 'quiet'}>{hasTotp ? 'on' : 'off'}</Status>}
    >
      <div className={styles.form}>
        <p className="dim">
          Six digits of an app, asked for at sign-in and before changes of keys, money and rights.
        </p>
        <div className={styles.actions}>
          {hasTotp && mode !== 'live' && <Button onClick={() => setRemoving(true)}>Remove</Button>}
          <Button variant={hasTotp ? 'default' : 'filled'} onClick={() => setOpen(true)}>
            {hasTotp ? 'Set anew' : 'Set up'}
          </Button>
        </div>
      </div>
      <Modal opened={isOpen} onClose={() => setOpen(false)} title="Second factor" size={400}>
        <div className={styles.form}>
          <TotpForm
            done={() => {
              setOpen(false);
              tellDone('The second factor is on');
            }}
          />
        </div>
      </Modal>
      {isRemoving && (
        <Confirm
          title="Do without the second factor?"
          deed="Remove second factor"
          isBusy={removing.isPending}
          act={remove}
          close={() => setRemoving(false)}
        >
          Then whoever knows the password may do all that you may.
        </Confirm>
      )}
    </Panel>
  );
}

function Password({ hasTotp }: { readonly hasTotp: boolean }) {
  const changing = useDeed('PUT /api/session/password');
  const [present, setPresent] = useState('');
  const [next, setNext] = useState('');
  const [code, setCode] = useState('');
  const failure = changing.error ? toRequestFailure(changing.error) : undefined;
  const isOfCode = failure?.code.startsWith('CODE_') === true;
  const change = (event: FormEvent): void => {
    event.preventDefault();
    changing.mutateAsync({ body: { present, next, ...(hasTotp ? { code } : {}) } }).then(
      () => {
        setPresent('');
        setNext('');
        setCode('');
        tellDone('The password is changed; other sessions have ended');
      },
      () => setCode(''),
    );
  };
  return (
    <Panel title="Password">
      <form className={styles.form} onSubmit={change}>
        <PasswordInput
          label="Present password"
          autoComplete="current-password"
          value={present}
          onChange={(event) => setPresent(event.currentTarget.value)}
          error={isOfCode ? undefined : failure?.message}
        />
        <PasswordInput
          label="New password"
          description="At least 12 characters; every other session ends"
          autoComplete="new-password"
          value={next}
          onChange={(event) => setNext(event.currentTarget.value)}
          error={next !== '' && next.length < 12 ? `${12 - next.length} more characters` : undefined}
        />
        {hasTotp && (
          <CodeField error={isOfCode ? failure?.message : undefined} value={code} change={setCode} />
        )}
        <div className={styles.actions}>
          <Button
            type="submit"
            disabled={present === '' || next.length < 12 || (hasTotp && !isCode(code))}
            loading={changing.isPending}
          >
            Change password
          </Button>
        </div>
      </form>
    </Panel>
  );
}
