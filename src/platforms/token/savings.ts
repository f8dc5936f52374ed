// Programs to which people entrust tokens. Where a deposit also pays out what was earned, its moves alone would look like an exchange.
import { definePlatform } from '../platform.ts';

export const savings = definePlatform({
  name: 'savings',
  title: 'Staking, farms and lending',
  summary:
    'Programs that keep tokens for their owners and pay interest or rewards; putting in and taking out is no trade.',
  kind: 'token',
  programs: [
    'Stake11111111111111111111111111111111111111',
    // Marinade, and the stake pools of the Solana program library
    'MarBmsSgKXdrN1egZf5sqe1TMai9K1rChYNDJgjq7aD',
    'SPoo1Ku8WFXoNDMHPsrGSTSG1Y47rzgn41SLUNakuHy',
    // Farms of Raydium (versions 3 to 6) and Orca
    'EhhTKczWMGQt46ynNeRX1WfeagwwJd7ufHvCDjRxjo5Q',
    'CBuCnLe26faBpcBP2fktp4rp8abpcAnTWft6ZrP5Q4T',
    '9KEPoZmtHUrBbhWN1v1KWLMkkvwY6WLtAVUCPRtRjP4z',
    'FarmqiPv5eAj3j1GMdMCMUGXqPUvmquZtMy86QH6rzhG',
    '82yxjeMsvaURa4MbZZ7WZZHfobirZYkH1zF8fmeGtyaQ',
    // Kamino, Solend, marginfi
    'KLend2g3cP87fffoy8q1mQqGKjrxjC8boSyAYavgmjD',
    'So1endDq2YkqhipRh3WViPa8hdiSpxWy6z3Z6tMCpAo',
    'MFv2hWf31Z9kbCa1snEPYctwafyhdvnV7FZnsebVacA',
  ],
  read: () => [],
});
