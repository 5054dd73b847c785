import { useLocalStorage } from '@mantine/hooks';

export const tileSizes = { small: 168, medium: 224, large: 320 } as const;
export type TileSize = keyof typeof tileSizes;

/** How items are laid out, as the person chose it on this computer. */
export interface Layout {
  view: 'grid' | 'table';
  tile: TileSize;
}

const usual: Layout = { view: 'grid', tile: 'medium' };

export function useLayout(): [Layout, (layout: Layout) => void] {
  const [layout, setLayout] = useLocalStorage<Layout>({ key: 'postquem-library-layout', defaultValue: usual, getInitialValueInEffect: false, deserialize: read });
  return [layout, setLayout];
}

/** What is kept in a browser can be anything. */
function read(text: string | undefined): Layout {
  try {
    const { view, tile } = JSON.parse(text ?? '') as Partial<Layout>;
    return { view: view === 'table' ? 'table' : 'grid', tile: tile !== undefined && Object.hasOwn(tileSizes, tile) ? tile : usual.tile };
  } catch {
    return usual;
  }
}
