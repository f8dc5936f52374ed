import { IconAlertTriangle, IconCircleDashed, IconShieldCheck, IconShieldX } from '@tabler/icons-react';
import styles from './solana.module.css';

const looks = {
  safe: { word: 'Safe', Icon: IconShieldCheck },
  caution: { word: 'Caution', Icon: IconAlertTriangle },
  refuse: { word: 'Refuse', Icon: IconShieldX },
} as const;

type VerdictProps = {
  readonly verdict: keyof typeof looks | null;
  /** 0 to 100. */
  readonly score: number | null;
};

/** What is to be thought of a token: icon, word and score. */
export function Verdict({ verdict, score }: VerdictProps) {
  const { word, Icon } = verdict === null ? { word: 'Not checked', Icon: IconCircleDashed } : looks[verdict];
  return (
    <span className={styles.verdict} data-verdict={verdict ?? 'none'}>
      <Icon size={12} stroke={2} aria-hidden />
      {word}
      {score !== null && verdict !== null && ` ${score}`}
    </span>
  );
}
