import { Button, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useState } from 'react';
import { useDeed } from '../../api/queries.ts';
import { Confirm } from '../../components/confirm.tsx';
import { tellDone, tellFailed } from '../../components/notify.ts';
import type { Webhook } from './webhooks-tab.tsx';

export function WebhookMenu({ row, edit }: { readonly row: Webhook; readonly edit: () => void }) {
  const testing = useDeed('POST /api/webhooks/{webhook}/test', ['GET /api/webhooks']);
  const changing = useDeed('PATCH /api/webhooks/{webhook}', ['GET /api/webhooks']);
  const removing = useDeed('DELETE /api/webhooks/{webhook}', [
    'GET /api/webhooks',
    'GET /api/webhooks/dead-letters',
  ]);
  const [isRemoving, setRemoving] = useState(false);
  const params = { webhook: row.id };
  const isOff = row.disabledAtMs !== null;

  const test = (): void => {
    testing.mutateAsync({ params }).then(
      ({ isDelivered, says }) =>
        isDelivered
          ? tellDone(`${row.name} answered: ${says}`)
          : tellFailed('It did not arrive', new Error(says)),
      (error: unknown) => tellFailed('The test was not sent', error),
    );
  };
  const toggle = (): void => {
    changing.mutateAsync({ params, body: { isDisabled: !isOff } }).then(
      () => tellDone(isOff ? `${row.name} is switched on` : `${row.name} is switched off`),
      (error: unknown) => tellFailed(`${row.name} was not changed`, error),
    );
  };
  const remove = (): void => {
    removing.mutateAsync({ params }).then(
      () => tellDone(`${row.name} is removed`),
      (error: unknown) => tellFailed(`${row.name} is still there`, error),
    );
  };
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button
            size="compact-xs"
            variant="subtle"
            aria-label={`Change ${row.name}`}
            loading={testing.isPending}
          >
            <IconDots size={15} />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={test}>Send a test</Menu.Item>
          <Menu.Item onClick={edit}>Change</Menu.Item>
          <Menu.Item onClick={toggle}>{isOff ? 'Switch on' : 'Switch off'}</Menu.Item>
          <Menu.Divider />
          <Menu.Item onClick={() => setRemoving(true)}>Remove …</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {isRemoving && (
        <Confirm
          title={`Remove ${row.name}?`}
          deed={`Remove ${row.name}`}
          isBusy={removing.isPending}
          act={remove}
          close={() => setRemoving(false)}
        >
          What waits for it ({row.waiting}) is given up with it.
        </Confirm>
      )}
    </>
  );
}
