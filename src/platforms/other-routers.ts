// Routers and trading bots of which only the name is known: the pools that they send swaps to tell what happened.
import { definePlatform, type Platform } from './platform.ts';

export const otherRouters: readonly Platform[] = [
  router('apepro', 'Ape Pro', 'JSW99DKmxNyREQM14SQLDykeBvEUG63TeohrvmofEiw'),
  router('axiom', 'Axiom', 'FLASHX8DrLbgeR8FcfNV1F5krxYcYMUdBkrP1EPBtxB9'),
  router('banana-gun', 'Banana Gun', 'BANANAjs7FJiPQqJTGFzkZJndT9o7UmKiYYGaJz6frGu'),
  router('bloom', 'Bloom', 'b1oomGGqPKGD6errbyfbVMBuzSC8WtAAYo8MwNafWW1'),
  router('dflow', 'DFlow', 'DF1ow4tspfHX9JwWJsAb9epbkA8hmpSEAtxXy1V27QBH'),
  router('maestro', 'Maestro', 'MaestroAAe9ge5HTc64VbBQZ6fP77pwvrhM8i1XWSAx'),
  router('mintech', 'Mintech', 'minTcHYRLVPubRK8nt6sqe2ZpWrGDLQoNLipDJCGocY'),
  router('nova', 'Nova', 'NoVA1TmDUqksaj2hB1nayFkPysjJbFiU76dT4qPw2wm'),
  router('photon', 'Photon', 'BSfD6SHZigAfDWSjzD5Q41jw8LmKwtmjskPH9XW1mrRW'),
  router('raydium-router', 'Raydium Router', 'routeUGWgWzqBWFcrCfv8tritsqukccJPu3q5GPP3xS'),
  router('titan', 'Titan', 'T1TANpTeScyeqVzzgNViGDNrkQ6qHz9KrSBS4aNXvGT'),
];

function router(name: string, title: string, program: string): Platform {
  return definePlatform({
    name,
    title,
    summary: `${title} sends swaps on to pools of others.`,
    kind: 'router',
    programs: [program],
    read: () => [],
  });
}
