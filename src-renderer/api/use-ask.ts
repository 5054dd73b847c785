import { useMutation, useQuery, type UseMutationResult, type UseQueryResult } from '@tanstack/react-query';
import { ask, type Input, type Output, type Problem, type RouteName } from './client.ts';

/** How an answer is found again among those that are held. */
export const keyOf = <N extends RouteName>(name: N, input: Input<N>): readonly [N, Input<N>] => [name, input];

/** What the engine answers to a question, held until an event says that it may be stale. */
export function useAsk<N extends RouteName>(
  name: N,
  input: Input<N>,
  options: { enabled?: boolean; keepPrevious?: boolean; refetchInterval?: number } = {},
): UseQueryResult<Output<N>, Problem> {
  const { enabled = true, keepPrevious = false, refetchInterval = false } = options;
  return useQuery<Output<N>, Problem>({
    queryKey: keyOf(name, input),
    queryFn: ({ signal }) => ask(name, input, { signal }),
    enabled,
    refetchInterval,
    ...(keepPrevious ? { placeholderData: (before: Output<N> | undefined) => before as never } : {}),
  });
}

/** An act of the person: `mutate(input)`. What it changes in lists is told by events. */
export function useAct<N extends RouteName>(name: N, { onDone }: { onDone?: (output: Output<N>, input: Input<N>) => void } = {}): UseMutationResult<Output<N>, Problem, Input<N>> {
  return useMutation<Output<N>, Problem, Input<N>>({
    mutationFn: (input) => ask(name, input),
    ...(onDone === undefined ? {} : { onSuccess: (output, input) => onDone(output, input) }),
  });
}
