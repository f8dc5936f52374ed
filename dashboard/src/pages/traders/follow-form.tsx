import { Button, Modal, Select, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { toRequestFailure, toShownMessage } from '../../api/failure.ts';
import { useDeed } from '../../api/queries.ts';
import { useMay } from '../../api/session.ts';
import type { WalletRow } from '../../api/solana.ts';
import { tellDone } from '../../components/notify.ts';
import { shortAddress } from '../../format/address.ts';
import { addressProblem } from './address-problem.ts';
import styles from './traders-page.module.css';

const priorities = [
  { value: '1', label: '1: looked at first' },
  { value: '2', label: '2' },
  { value: '3', label: '3: as most' },
  { value: '4', label: '4' },
  { value: '5', label: '5: last' },
];

/** Opens the form; for those who may not follow it says which role may. */
export function FollowButton() {
  const may = useMay('trader');
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        variant="filled"
        leftSection={<IconPlus size={16} stroke={1.8} />}
        disabled={!may}
        title={may ? undefined : 'This needs the role trader'}
        onClick={() => setOpen(true)}
      >
        Follow a wallet
      </Button>
      <Modal opened={isOpen} onClose={() => setOpen(false)} title="Follow a wallet" size={440}>
        <FollowForm wallet={undefined} close={() => setOpen(false)} />
      </Modal>
    </>
  );
}

type FollowFormProps = { readonly wallet: WalletRow | undefined; readonly close: () => void };

/** Of a new wallet, or of one that is followed already. */
export function FollowForm({ wallet, close }: FollowFormProps) {
  const following = useDeed('POST /api/solana/wallets', ['GET /api/solana/wallets']);
  const changing = useDeed('PATCH /api/solana/wallets/{wallet}', ['GET /api/solana/wallets']);
  const [address, setAddress] = useState(wallet?.address ?? '');
  const [label, setLabel] = useState(wallet?.label ?? '');
  const [priority, setPriority] = useState(String(wallet?.priority ?? 3));
  const error = following.error ?? changing.error;
  const problem = address === '' ? undefined : addressProblem(address.trim());
  const act = (event: FormEvent): void => {
    event.preventDefault();
    const body = { label: label.trim(), priority: Number(priority) };
    const done = wallet
      ? changing.mutateAsync({ params: { wallet: wallet.address }, body })
      : following.mutateAsync({ body: { address: address.trim(), ...body } });
    done.then(
      () => {
        tellDone(
          `${body.label || shortAddress(address.trim())} is ${wallet ? 'changed' : 'followed from now on'}`,
        );
        close();
      },
      () => {},
    );
  };
  return (
    <form className={styles.form} onSubmit={act}>
      {!wallet && (
        <TextInput
          label="Address"
          description="Paste it whole: 32 to 44 letters and digits"
          data-autofocus
          maxLength={60}
          value={address}
          onChange={(event) => setAddress(event.currentTarget.value)}
          error={problem}
        />
      )}
      <TextInput
        label="Label"
        description="How it is called on this machine"
        maxLength={60}
        value={label}
        onChange={(event) => setLabel(event.currentTarget.value)}
        error={toShownMessage(error ? toRequestFailure(error) : undefined)}
      />
      <Select
        label="Priority"
        description="Who is looked at first when a node allows little"
        data={priorities}
        allowDeselect={false}
        value={priority}
        onChange={(next) => setPriority(next ?? '3')}
      />
      <div className={styles.buttons}>
        <Button onClick={close}>Cancel</Button>
        <Button
          type="submit"
          variant="filled"
          disabled={address.trim() === '' || problem !== undefined}
          loading={following.isPending || changing.isPending}
        >
          {wallet ? 'Save' : 'Follow'}
        </Button>
      </div>
    </form>
  );
}
