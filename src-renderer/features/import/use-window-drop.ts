import { useEffect, useEffectEvent, useState } from 'react';

/** Whether files are being dragged over the window, and what was dropped. A list of Mantine's dropzone would lose folders that are empty and the reasons for what cannot be read. */
export function useWindowDrop(onDrop: (transfer: DataTransfer) => void): boolean {
  const [isDragging, setDragging] = useState(false);
  const take = useEffectEvent(onDrop);
  useEffect(() => {
    const stop = new AbortController();
    const listen = (type: 'dragenter' | 'dragover' | 'dragleave' | 'drop', hear: (event: DragEvent) => void): void =>
      addEventListener(type, (event) => (event.dataTransfer?.types.includes('Files') === true ? hear(event) : undefined), { signal: stop.signal });
    listen('dragenter', () => setDragging(true));
    listen('dragover', (event) => {
      event.preventDefault();
      if (event.dataTransfer !== null) event.dataTransfer.dropEffect = 'copy';
    });
    // Nothing is entered instead: the pointer has left the window.
    listen('dragleave', (event) => event.relatedTarget === null && setDragging(false));
    listen('drop', (event) => {
      event.preventDefault();
      setDragging(false);
      if (event.dataTransfer !== null) take(event.dataTransfer);
    });
    return () => stop.abort();
  }, []);
  return isDragging;
}
