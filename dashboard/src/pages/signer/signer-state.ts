import type { ReplyOf } from '../../api/routes.ts';

export type SignerState = ReplyOf<'GET /api/signer'>;
export type SignerLimits = NonNullable<SignerState['limits']>;
export type KeyLimits = SignerLimits['eachKey'];
