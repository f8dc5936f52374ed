import { Select } from '@mantine/core';
import type { rolePurposes } from '../../../../src/api/roles.ts';
import type { Role } from '../../api/routes.ts';
import { mayAs, roles } from '../../api/session.ts';
import styles from './settings.module.css';

/** The words of the program: its type holds each to the letter, and none is left out. */
const purposes: typeof rolePurposes = {
  viewer: 'sees everything but settings, users and tokens of others',
  trader: 'may also trade, stop and resume',
  admin: 'may also change settings, users, tokens and webhooks, and restart workers',
};

type RoleSelectProps = {
  readonly description?: string;
  /** Those above it are not offered. */
  readonly most?: Role | null;
  readonly role: Role;
  readonly change: (role: Role) => void;
};

export function RoleSelect({ description, most = 'admin', role, change }: RoleSelectProps) {
  return (
    <Select
      label="Role"
      description={description}
      data={roles.filter((each) => mayAs(most, each))}
      value={role}
      onChange={(value) => change((value ?? 'viewer') as Role)}
      allowDeselect={false}
      renderOption={({ option }) => <RoleChoice role={option.value as Role} />}
    />
  );
}

/** Its name, and what it is for. */
export function RoleChoice({ role }: { readonly role: Role }) {
  return (
    <span className={styles.role}>
      {role}
      <span className="caption">{purposes[role]}</span>
    </span>
  );
}
