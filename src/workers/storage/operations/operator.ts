/** As the audit names whoever has the machine: its command line, its control socket, its files. */
export const operator = { actor: 'operator at the machine', address: '' };
