import { useEffect, useRef, useState, type RefObject } from 'react';
import { mediaPaths, type ItemDetail } from '../../../../src-main/shared/api/items.ts';
import type { Unplayable } from '../proxy/proxy-offer.tsx';
import type { Projector } from './projector.ts';

export interface Playback {
  /** What the media element is given. */
  url: string;
  isCopy: boolean;
  /** Whether the copy keeps the item's times; always true of the evidence. */
  keepsTimes: boolean;
  state: 'loading' | 'plays' | Unplayable;
  /** Seconds of the element beyond which it could not decode. */
  brokeAtS: number | null;
  /** There is both, and the evidence can be played: the person may choose. */
  canChoose: boolean;
  choose(what: 'evidence' | 'copy'): void;
  onMetadata(): void;
  onError(): void;
}

/** Whether the window can play the evidence itself; where it cannot, the playback copy, once there is one. */
export function usePlayback({ item, proxy }: ItemDetail, { projector, media, expectsPicture }: { projector: Projector; media: RefObject<HTMLVideoElement | null>; expectsPicture: boolean }): Playback {
  const [evidence, setEvidence] = useState<Playback['state']>('loading');
  const [copyIsIll, setCopyIsIll] = useState(false);
  const [chosen, setChosen] = useState<'evidence' | 'copy'>('evidence');
  const [brokeAtS, setBrokeAtS] = useState<number | null>(null);
  const isBad = evidence === 'sound-only' || evidence === 'refused';
  const isCopy = proxy !== null && !copyIsIll && (isBad || chosen === 'copy');
  const url = isCopy ? mediaPaths.derivative(proxy.sha256) : mediaPaths.original(item.sha256);
  const keepsTimes = !isCopy || proxy.startsAtS !== null;
  const offsetS = isCopy ? (proxy.startsAtS === null ? null : Number(proxy.startsAtS)) : 0;
  const heldPts = useRef<number | null>(null);
  useEffect(() => {
    const { current } = media;
    if (current === null) return undefined;
    const detach = projector.attach(current, { offsetS, isCopy });
    return () => {
      heldPts.current = projector.state.shown.pts;
      setBrokeAtS(null);
      detach();
    };
  }, [projector, media, url, offsetS, isCopy]);
  return {
    url,
    isCopy,
    keepsTimes,
    state: isCopy ? 'plays' : evidence,
    brokeAtS,
    canChoose: proxy !== null && !isBad,
    choose: setChosen,
    onMetadata: () => {
      const { current } = media;
      if (current === null) return;
      // HEVC shows itself so: Chromium plays its sound and knows no picture.
      if (!isCopy) setEvidence(expectsPicture && current.videoWidth === 0 ? 'sound-only' : 'plays');
      if (heldPts.current !== null) void projector.showPts(heldPts.current);
    },
    onError: () => {
      const { current } = media;
      const hasBegun = current !== null && current.readyState > 0;
      if (hasBegun) setBrokeAtS(current.currentTime);
      else if (isCopy) setCopyIsIll(true);
      else setEvidence('refused');
    },
  };
}
