import type { AppState } from '../../../src-main/shared/api/case.ts';

/** Open, create, recent cases. */
export default function StartScreen({ state }: { state: AppState }) {
  return <h1>Postquem {state.version}</h1>;
}
