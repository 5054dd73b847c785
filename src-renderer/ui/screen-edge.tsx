import { Button, Container, Group } from '@mantine/core';
import { Component, type ReactNode } from 'react';
import { Problem } from '../api/client.ts';
import { useEngine } from '../api/engine-state.tsx';
import { useWords } from '../words/use-words.tsx';
import { ProblemNotice } from './problem-notice.tsx';

interface Failure {
  place: string;
  /** What was thrown at this place. */
  failed: unknown;
}

/**
 * Keeps a screen that failed from taking the whole window with it: in its place stands what happened. Its part of the
 * program could not be fetched (the engine is away, or was replaced by another version), or it met what nobody foresaw.
 * Another place is tried anew.
 */
export class ScreenEdge extends Component<{ place: string; children: ReactNode }, Failure> {
  override state: Failure = { place: this.props.place, failed: undefined };

  static getDerivedStateFromError(failed: unknown): Partial<Failure> {
    return { failed };
  }

  /** What failed at one place says nothing of another. */
  static getDerivedStateFromProps({ place }: { place: string }, state: Failure): Failure {
    return state.place === place ? state : { place, failed: undefined };
  }

  override render(): ReactNode {
    const { failed } = this.state;
    return failed === undefined ? this.props.children : <Failed isUnfetched={isUnfetched(failed)} />;
  }
}

/** As Chromium words a script, and Vite a style, that could not be fetched. */
function isUnfetched(failed: unknown): boolean {
  return failed instanceof Error && /dynamically imported module|Unable to preload CSS/.test(failed.message);
}

function Failed({ isUnfetched }: { isUnfetched: boolean }) {
  const { common } = useWords();
  const { connection } = useEngine();
  return (
    <Container size="sm" py="xl">
      <ProblemNotice problem={new Problem({ code: isUnfetched ? 'engine-away' : 'internal', facts: {} })}>
        {/* Loaded anew only while somebody answers: else the browser's own page of errors stands there. */}
        <Group><Button size="xs" variant="default" disabled={connection !== 'here'} onClick={() => location.reload()}>{common.retry}</Button></Group>
      </ProblemNotice>
    </Container>
  );
}
