import { Alert, Badge, createTheme, Loader, Modal, Notification, type MantineColorsTuple } from '@mantine/core';

/** A quiet blue-green: neither alarm nor approval. */
const ink: MantineColorsTuple = ['#eef7f8', '#dcecee', '#b4d9dd', '#89c5cb', '#66b4bc', '#50a9b2', '#43a4ae', '#338f98', '#258089', '#026f78'];

/** One theme, light and dark: dense, calm, legible. */
export const theme = createTheme({
  primaryColor: 'ink',
  // White words on either are 4.6 : 1 at least (WCAG 2.2, 1.4.3); autoContrast looks at the light shade alone.
  primaryShade: { light: 9, dark: 8 },
  autoContrast: true,
  colors: { ink },
  defaultRadius: 'sm',
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", "Cascadia Mono", "DejaVu Sans Mono", monospace',
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.125rem' },
  respectReducedMotion: true,
  focusRing: 'auto',
  cursorType: 'pointer',
  components: {
    // Yellow words on light yellow cannot be read; the icon and the ground say which kind it is.
    Alert: Alert.extend({ styles: { label: { color: 'var(--mantine-color-text)' } } }),
    Badge: Badge.extend({ styles: (_, { variant }) => (variant === 'light' ? { label: { color: 'var(--mantine-color-text)' } } : {}) }),
    Notification: Notification.extend({ styles: { description: { color: 'var(--mantine-color-text)' } } }),
    // A name can only be given to what has a role.
    Loader: Loader.extend({ defaultProps: { role: 'status' } }),
    Modal: Modal.extend({ styles: { title: { fontWeight: 700, fontSize: '1rem' } } }),
  },
});
