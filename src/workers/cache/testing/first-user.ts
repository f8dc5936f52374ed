import { createUser } from './user.ts';
import { firstUserContract } from './user-contract.ts';

export const service = createUser(firstUserContract);
