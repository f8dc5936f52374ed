import type { AppError } from '../../../core/errors.ts';

/** What an error means and what was met, as one sentence: `PostgreSQL cannot be reached: connect ECONNREFUSED 127.0.0.1:5432.` */
export function toSentence({ message, details }: AppError): string {
  const { reason } = details;
  const said = message.replace(/\.$/, '');
  if (typeof reason !== 'string' || reason === '' || message.includes(reason)) return `${said}.`;
  return `${said}: ${toClause(reason)}.`;
}

/** Without what only a program would say of it: the class of the error in front, the full stop behind. */
function toClause(reason: string): string {
  return reason.replace(/^(\w*Error): /, '').replace(/\.$/, '');
}
