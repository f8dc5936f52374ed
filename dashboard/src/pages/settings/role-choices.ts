import type { Role } from '../../api/routes.ts';

export const roleChoices: { readonly value: Role; readonly label: string }[] = [
  { value: 'viewer', label: 'viewer: sees, changes nothing' },
  { value: 'trader', label: 'trader: also trades, stops, resumes' },
  { value: 'admin', label: 'admin: also settings, users, restarts' },
];
