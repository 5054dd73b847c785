import { Center, Container, Loader } from '@mantine/core';
import { lazy, Suspense, useEffect, useState, type ReactNode } from 'react';
import { Redirect, Route, Switch, useLocation } from 'wouter';
import type { OpenedCase } from '../../src-main/shared/api/case.ts';
import { useAsk } from '../api/use-ask.ts';
import { ProblemNotice } from '../ui/problem-notice.tsx';
import { paths } from '../ui/paths.ts';
import { ScreenEdge } from '../ui/screen-edge.tsx';
import { useScreenTitle } from '../ui/use-screen-title.ts';
import { useWords } from '../words/use-words.tsx';
import { settingsPattern, WithoutCase } from './without-case.tsx';

// The first screen loads only what it shows.
const loadLibrary = (): Promise<typeof import('../features/library/library-screen.tsx')> => import('../features/library/library-screen.tsx');
const Shell = lazy(() => import('./shell.tsx'));
const LibraryScreen = lazy(loadLibrary);
// Asked for by its address, it comes while the case is asked about.
if (location.pathname.startsWith(paths.library)) void loadLibrary().catch(() => undefined);
const ItemScreen = lazy(() => import('../features/item/item-screen.tsx'));
const ClaimsScreen = lazy(() => import('../features/claims/claims-screen.tsx'));
const MapScreen = lazy(() => import('../features/map/map-screen.tsx'));
const CustodyScreen = lazy(() => import('../features/custody/custody-screen.tsx'));
const HandoverScreen = lazy(() => import('../features/handover/handover-screen.tsx'));
const SettingsScreen = lazy(() => import('../features/settings/settings-screen.tsx'));

/** Which screen an address shows. Without a case there is nothing but the start, and settings. */
export function Screens() {
  const { data, error, refetch } = useAsk('appState', {});
  if (data === undefined) return error === null ? <Waiting /> : <Container size="sm" py="xl"><ProblemNotice problem={error} onRetry={() => void refetch()} /></Container>;
  return (
    <Suspense fallback={<Waiting />}>
      {data.opened === null ? (
        <WithoutCase state={data} />
      ) : (
        <Shell key={data.opened.folder} opened={data.opened}>
          <ScreenOfCase opened={data.opened} />
        </Shell>
      )}
    </Suspense>
  );
}

function ScreenOfCase({ opened }: { opened: OpenedCase }) {
  const { shell } = useWords();
  const [location] = useLocation();
  return (
    <ScreenEdge place={location}>
      <Suspense fallback={<Waiting />}>
        <Switch>
          <Route path={paths.library}><Titled title={shell.library}><LibraryScreen /></Titled></Route>
          <Route path="/library/:id">{({ id }) => <Titled key={id} title={shell.item}><ItemScreen id={id} /></Titled>}</Route>
          <Route path="/claims/:id?">{({ id }) => <ClaimsScreen id={id} canWork={opened.mode === 'work'} />}</Route>
          <Route path={paths.map}><MapScreen /></Route>
          <Route path="/custody/:part?">{({ part }) => <CustodyScreen part={part} canWork={opened.mode === 'work'} />}</Route>
          <Route path="/handover/:part?">{({ part }) => <HandoverScreen part={part} canWork={opened.mode === 'work'} />}</Route>
          <Route path={settingsPattern}>{({ part }) => <SettingsScreen part={part} opened={opened} />}</Route>
          <Route><Redirect to={paths.library} replace /></Route>
        </Switch>
      </Suspense>
    </ScreenEdge>
  );
}

/** A title until the screen gives itself a better one. */
function Titled({ title, children }: { title: string; children: ReactNode }) {
  useScreenTitle(title);
  return children;
}

/** Something to look at, unless the wait is too short to notice. */
function Waiting() {
  const { common } = useWords();
  const [isLong, setLong] = useState(false);
  const [location] = useLocation();
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), 200);
    return () => clearTimeout(timer);
  }, [location]);
  return <Center h="100%" mih={120}>{isLong && <Loader aria-label={common.loading} />}</Center>;
}
