import { Button, Modal, Select } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { toRequestFailure } from '../../api/failure.ts';
import { useDeed } from '../../api/queries.ts';
import { tellDone } from '../../components/notify.ts';
import { judge, toGroups, toProblems, type Values } from '../../components/schema-form/schema.ts';
import { SchemaField } from '../../components/schema-form/schema-field.tsx';
import type { Fault } from './member-panel.tsx';
import styles from './sandbox-page.module.css';
import { toFormSchema } from './to-form-schema.ts';

const times = [
  { value: '30000', label: '30 seconds' },
  { value: '300000', label: '5 minutes' },
  { value: '3600000', label: 'An hour' },
  { value: '', label: 'Until it is switched off' },
];

type FaultDialogProps = { readonly fault: Fault; readonly close: () => void };

/** The settings of a fault, with what they mean and their defaults, and for how long. */
export function FaultDialog({ fault: { name, summary, schema, settings }, close }: FaultDialogProps) {
  const form = toFormSchema(schema);
  const fields = toGroups(form).flatMap((group) => group.fields);
  const before: Values = {
    ...Object.fromEntries(fields.map((field) => [field.name, field.schema.default])),
    ...(settings as Values),
  };
  const [values, setValues] = useState(before);
  const [forMs, setForMs] = useState('300000');
  const switching = useDeed('PUT /api/sandbox/faults/{fault}', ['GET /api/sandbox']);
  const failure = switching.error ? toRequestFailure(switching.error) : undefined;
  const { byField, others } = toProblems(
    failure?.problems ?? [],
    fields.map((field) => field.name),
  );
  const isWrong = fields.some((field) => judge(field, values[field.name]) !== undefined);
  const switchOn = (event: FormEvent): void => {
    event.preventDefault();
    const given = fields.filter((field) => values[field.name] !== undefined);
    const body = {
      isOn: true,
      ...(forMs === '' ? {} : { forMs: Number(forMs) }),
      ...(given.length === 0
        ? {}
        : {
            settings: Object.fromEntries(
              given.map((field) => [field.name, values[field.name]]),
            ) as Fault['settings'],
          }),
    };
    switching.mutateAsync({ params: { fault: name }, body }).then(
      () => {
        tellDone(`${name} is on`);
        close();
      },
      () => {},
    );
  };
  return (
    <Modal opened onClose={close} title={`Switch ${name} on`} size={420}>
      <form className={styles.form} onSubmit={switchOn}>
        <p className="dim">{summary}</p>
        {fields.map((field) => (
          <SchemaField
            key={field.name}
            field={field}
            value={values[field.name]}
            isChanged={false}
            problem={byField[field.name] ?? judge(field, values[field.name])}
            change={(value) => setValues({ ...values, [field.name]: value })}
          />
        ))}
        <Select
          label="For"
          description="Of real time; it then goes off by itself"
          data={times}
          value={forMs}
          onChange={(value) => setForMs(value ?? '')}
          allowDeselect={false}
        />
        {failure && (others.length > 0 || failure.problems.length === 0) && (
          <p role="alert">{others.length > 0 ? others.join('; ') : failure.message}</p>
        )}
        <div className={styles.actions}>
          <Button onClick={close}>Cancel</Button>
          <Button type="submit" variant="filled" disabled={isWrong} loading={switching.isPending}>
            Switch on
          </Button>
        </div>
      </form>
    </Modal>
  );
}
