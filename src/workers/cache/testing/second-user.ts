import { createUser } from './user.ts';
import { secondUserContract } from './user-contract.ts';

export const service = createUser(secondUserContract);
