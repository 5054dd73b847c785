import { Center, Loader } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { Redirect, Route, Switch } from 'wouter';
import { useAsk } from '../api/use-ask.ts';
import { ProblemNotice } from '../ui/problem-notice.tsx';
import { paths } from '../ui/paths.ts';
import { Shell } from './shell.tsx';

// The first screen loads only what it shows.
const StartScreen = lazy(() => import('../features/start/start-screen.tsx'));
const LibraryScreen = lazy(() => import('../features/library/library-screen.tsx'));
const ItemScreen = lazy(() => import('../features/item/item-screen.tsx'));
const SettingsScreen = lazy(() => import('../features/settings/settings-screen.tsx'));

/** Which screen an address shows. Without a case there is nothing but the start, and settings. */
export function Screens() {
  const { data, error, refetch } = useAsk('appState', {});
  if (data === undefined) return <Center h="100%">{error === null ? <Loader /> : <ProblemNotice problem={error} onRetry={() => void refetch()} />}</Center>;
  return (
    <Suspense fallback={<Center h="100%"><Loader /></Center>}>
      {data.opened === null ? (
        <Switch>
          <Route path={paths.settings}><SettingsScreen /></Route>
          <Route><StartScreen state={data} /></Route>
        </Switch>
      ) : (
        <Shell opened={data.opened}>
          <Suspense fallback={<Center h="100%"><Loader /></Center>}>
            <Switch>
              <Route path={paths.library}><LibraryScreen /></Route>
              <Route path="/library/:id">{({ id }) => <ItemScreen key={id} id={id} />}</Route>
              <Route path={paths.settings}><SettingsScreen /></Route>
              <Route><Redirect to={paths.library} /></Route>
            </Switch>
          </Suspense>
        </Shell>
      )}
    </Suspense>
  );
}
