import { useParams } from 'wouter';
import { PageHead } from '../../components/page-head.tsx';
import { LaunchList } from './launch-list.tsx';
import { TokenPage } from './token-page.tsx';

/** What is new, is it safe? */
export function TokensPage() {
  const { '*': mint = '' } = useParams<{ '*'?: string }>();
  if (mint !== '') return <TokenPage key={mint} mint={mint} />;
  return (
    <>
      <PageHead title="Tokens" says="What was launched, whether it is safe, and what it costs" />
      <LaunchList />
    </>
  );
}
