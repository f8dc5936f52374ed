// Preloaded before anything else of ours: from here on time and chance are virtual in this process.
import { installVirtualGlobals } from '../../src/core/simulation/virtual-globals.ts';

export const virtual = installVirtualGlobals();
