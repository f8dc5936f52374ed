// A process that does nothing but drain a journal until it is killed: FOLDER URL.
import { holdProcess } from '../../../core/clock.ts';
import { startStorage } from './start-storage.ts';

const [folder = '', databaseUrl = ''] = process.argv.slice(2);
holdProcess();
const { client } = await startStorage({ folder, databaseUrl });
while ((await client.health()).journaled > 0) await new Promise((turn) => setImmediate(turn));
process.stdout.write('drained\n');
