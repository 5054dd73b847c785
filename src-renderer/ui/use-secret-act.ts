import { useState } from 'react';
import { ask, toProblem, type Input, type Output, type Problem, type RouteName } from '../api/client.ts';

/** An act whose input is kept nowhere: a held mutation would hold the passphrase with it. */
export interface SecretAct<N extends RouteName> {
  run(input: Input<N>): Promise<Output<N> | undefined>;
  isPending: boolean;
  problem: Problem | undefined;
  forgetProblem(): void;
}

/** `run` gives what the engine answers, or undefined where it said no: then `problem` says why. */
export function useSecretAct<N extends RouteName>(name: N): SecretAct<N> {
  const [isPending, setPending] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const run = async (input: Input<N>): Promise<Output<N> | undefined> => {
    setPending(true);
    setProblem(undefined);
    try {
      return await ask(name, input);
    } catch (error) {
      setProblem(toProblem(error));
      return undefined;
    } finally {
      setPending(false);
    }
  };
  return { run, isPending, problem, forgetProblem: () => setProblem(undefined) };
}
