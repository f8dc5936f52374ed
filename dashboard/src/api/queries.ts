// What is read by request: kept, shared and read anew by TanStack Query.
import {
  keepPreviousData,
  QueryClient,
  type UseMutationResult,
  type UseQueryResult,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { RequestFailure } from './failure.ts';
import type { InputOf, ReadName, ReplyOf, RouteName } from './routes.ts';
import { send } from './send.ts';

/** The types are held at the doors below, where the name is known. */
const sendAny = send as (name: string, input: unknown) => Promise<unknown>;

/** A refusal stays one; only silence and trouble of the moment are worth a second try. */
function isWorthRetrying(count: number, error: Error): boolean {
  return count < 2 && error instanceof RequestFailure && (error.status === 0 || error.status === 503);
}

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { retry: isWorthRetrying, staleTime: 10_000, refetchOnWindowFocus: true, networkMode: 'always' },
    mutations: { retry: false, networkMode: 'always' },
  },
});

type ReadOptions<N extends ReadName> = {
  readonly input?: InputOf<N>;
  readonly refetchMs?: number;
  readonly isEnabled?: boolean;
  /** Old rows stay while others are on their way. */
  readonly keepsPrevious?: boolean;
};

export function useRead<N extends ReadName>(
  name: N,
  { input, refetchMs, isEnabled = true, keepsPrevious = false }: ReadOptions<N> = {},
): UseQueryResult<ReplyOf<N>, Error> {
  return useQuery({
    queryKey: input === undefined ? [name] : [name, input],
    queryFn: () => sendAny(name, input) as Promise<ReplyOf<N>>,
    enabled: isEnabled,
    ...(refetchMs === undefined ? {} : { refetchInterval: refetchMs }),
    ...(keepsPrevious ? { placeholderData: keepPreviousData } : {}),
  });
}

/** Before anything is drawn; whoever reads it later gets the same answer. */
export function readNow<N extends ReadName>(name: N): Promise<ReplyOf<N>> {
  return queryClient.fetchQuery({
    queryKey: [name],
    queryFn: () => sendAny(name, undefined) as Promise<ReplyOf<N>>,
  });
}

/** A change; what it makes outdated is read anew before it counts as done. */
export function useDeed<N extends RouteName>(
  name: N,
  outdates: readonly ReadName[] = [],
): UseMutationResult<ReplyOf<N>, Error, InputOf<N>> {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (input: InputOf<N>) => sendAny(name, input) as Promise<ReplyOf<N>>,
    onSuccess: async () => {
      // Every change is an entry of it; nobody waits for the list.
      void client.invalidateQueries({ queryKey: ['GET /api/audit'] });
      await Promise.all(outdates.map((read) => client.invalidateQueries({ queryKey: [read] })));
    },
  });
}
