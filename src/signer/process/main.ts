// The entry of the signer process. `spawn-signer.ts` has the flags under which it runs.
import { startSigner } from './start-signer.ts';

startSigner();
