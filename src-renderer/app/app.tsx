import { MantineProvider } from '@mantine/core';
import { ModalsProvider } from '@mantine/modals';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { EngineListener } from '../api/engine-state.tsx';
import { createQueryClient } from '../api/query-client.ts';
import { useAsk } from '../api/use-ask.ts';
import { ShortcutsProvider } from '../ui/shortcuts.tsx';
import { theme } from '../ui/theme.ts';
import { VeilProvider } from '../ui/veil.tsx';
import { catalogues, WordsProvider } from '../words/use-words.tsx';
import { Screens } from './screens.tsx';

/** The word that the server let styles of this page carry (Content-Security-Policy, style-src). */
const styleNonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';

export function App() {
  const [client] = useState(createQueryClient);
  return (
    <QueryClientProvider client={client}>
      <EngineListener>
        <Chosen>
          <VeilProvider>
            <ShortcutsProvider>
              <ModalsProvider>
                <Notifications position="bottom-right" />
                <Screens />
              </ModalsProvider>
            </ShortcutsProvider>
          </VeilProvider>
        </Chosen>
      </EngineListener>
    </QueryClientProvider>
  );
}

/** Theme and language, as the person chose them. */
function Chosen({ children }: { children: ReactNode }) {
  const { data } = useAsk('settings', {});
  const { theme: scheme = 'auto', language = 'en' } = data ?? {};
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto" {...(scheme === 'auto' ? {} : { forceColorScheme: scheme })} getStyleNonce={() => styleNonce}>
      <WordsProvider value={catalogues[language]}>{children}</WordsProvider>
    </MantineProvider>
  );
}
