import { Kbd, Modal } from '@mantine/core';
import { Fragment } from 'react';
import { pages } from '../pages/index.ts';
import styles from './key-list.module.css';

const keys: readonly [readonly string[], string][] = [
  [['⌘ / Ctrl', 'K'], 'Search pages, workers and actions'],
  ...pages.map(({ letter, name }): [string[], string] => [['G', letter.toUpperCase()], name]),
  [['G', 'I'], 'Inbox'],
  [['/'], 'Filter of the page'],
  [['J'], 'Next row'],
  [['K'], 'Row before'],
  [['Enter'], 'Open the row'],
  [['?'], 'These keys'],
];

export function KeyList({ isOpen, close }: { readonly isOpen: boolean; readonly close: () => void }) {
  return (
    <Modal opened={isOpen} onClose={close} title="Keys" size={420}>
      <dl className={styles.keys}>
        {keys.map(([combination, meaning]) => (
          <Fragment key={meaning}>
            <dt>
              {combination.map((key) => (
                <Kbd key={key} size="sm">
                  {key}
                </Kbd>
              ))}
            </dt>
            <dd>{meaning}</dd>
          </Fragment>
        ))}
      </dl>
      <p className="caption">No single key trades.</p>
    </Modal>
  );
}
