import { Link, useParams } from 'wouter';
import { PageHead } from '../../components/page-head.tsx';
import { Empty } from '../../components/states.tsx';
import { isAddress } from '../../format/address.ts';
import { LaunchList } from './launch-list.tsx';
import { TokenPage } from './token-page.tsx';

/** What is new, is it safe? */
export function TokensPage() {
  const { '*': mint = '' } = useParams<{ '*'?: string }>();
  if (mint !== '' && !isAddress(mint))
    return (
      <Empty title="This is no mint" action={<Link href="/tokens">To all launched tokens</Link>}>
        A mint has 32 to 44 letters and digits; search for a symbol in the list.
      </Empty>
    );
  if (mint !== '') return <TokenPage key={mint} mint={mint} />;
  return (
    <>
      <PageHead title="Tokens" says="What was launched, whether it is safe, and what it costs" />
      <LaunchList />
    </>
  );
}
