import { DirectionProvider, MantineProvider } from '@mantine/core';
import { ModalsProvider } from '@mantine/modals';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { useEffect, useState, type ReactNode } from 'react';
import { EngineListener } from '../api/engine-state.tsx';
import { createQueryClient } from '../api/query-client.ts';
import { useAsk } from '../api/use-ask.ts';
import { ShortcutsProvider } from '../ui/shortcuts.tsx';
import { theme } from '../ui/theme.ts';
import { VeilProvider } from '../ui/veil.tsx';
import { directionOf } from '../words/direction.ts';
import { catalogues, WordsProvider } from '../words/use-words.tsx';
import { Screens } from './screens.tsx';

/** The word that the server let styles of this page carry (Content-Security-Policy, style-src). */
const styleNonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';

// Scrolling is locked under dialogs by a style made while the window runs; its maker (react-style-singleton) looks for the word here.
Object.assign(globalThis, { __webpack_nonce__: styleNonce });

export function App() {
  const [client] = useState(createQueryClient);
  useEffect(keepStrayDropsOut, []);
  return (
    <QueryClientProvider client={client}>
      <EngineListener>
        <Chosen>
          <VeilProvider>
            <ShortcutsProvider>
              <ModalsProvider>
                {/* Under dialogs (200): a notice that stays must not lie over their buttons. */}
                <Notifications position="bottom-right" zIndex={190} />
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
  const direction = directionOf(language);
  useEffect(() => {
    document.documentElement.lang = language;
    document.documentElement.dir = direction;
  }, [language, direction]);
  return (
    <DirectionProvider key={direction} initialDirection={direction} detectDirection={false}>
      <MantineProvider theme={theme} defaultColorScheme="auto" {...(scheme === 'auto' ? {} : { forceColorScheme: scheme })} getStyleNonce={() => styleNonce}>
        <WordsProvider value={catalogues[language]}>{children}</WordsProvider>
      </MantineProvider>
    </DirectionProvider>
  );
}

/** A file that is dropped where nothing takes it would replace the window by its content. */
function keepStrayDropsOut(): () => void {
  const refuse = (event: DragEvent): void => {
    if (event.defaultPrevented || event.dataTransfer?.types.includes('Files') !== true) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'none';
  };
  addEventListener('dragover', refuse);
  addEventListener('drop', refuse);
  return () => {
    removeEventListener('dragover', refuse);
    removeEventListener('drop', refuse);
  };
}
