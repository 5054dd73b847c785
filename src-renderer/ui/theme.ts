import { createTheme, type MantineColorsTuple } from '@mantine/core';

/** A quiet blue-green: neither alarm nor approval. */
const ink: MantineColorsTuple = ['#eef7f8', '#dcecee', '#b4d9dd', '#89c5cb', '#66b4bc', '#50a9b2', '#43a4ae', '#338f98', '#258089', '#026f78'];

/** One theme, light and dark: dense, calm, legible. */
export const theme = createTheme({
  primaryColor: 'ink',
  primaryShade: { light: 9, dark: 6 },
  autoContrast: true,
  colors: { ink },
  defaultRadius: 'sm',
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", "Cascadia Mono", "DejaVu Sans Mono", monospace',
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.125rem' },
  respectReducedMotion: true,
  focusRing: 'auto',
  cursorType: 'pointer',
});
