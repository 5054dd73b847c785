import { memo } from 'react';
import type { FoundItem } from '../../../src-main/shared/api/items.ts';
import { flagSigns } from '../../ui/flag-signs.ts';
import { MiddleName } from '../../ui/middle-name.tsx';
import { paths } from '../../ui/paths.ts';
import { Poster } from '../../ui/poster.tsx';
import { Sign } from '../../ui/sign.tsx';
import { VerdictSign } from '../../ui/verdict-sign.tsx';
import { useWords } from '../../words/use-words.tsx';
import classes from './library.module.css';

const wordsHeight = 88;
const signsShown = 3;

/** How high a tile of this width is: the picture in 16:9 and the lines below it. Never more, so that nothing jumps. */
export const tileHeight = (width: number): number => Math.round((Math.max(0, width) * 9) / 16) + wordsHeight;

interface TileProps {
  index: number;
  /** From 1. */
  column: number;
  item: FoundItem | undefined;
  isCursor: boolean;
  isSelected: boolean;
}

/** One item as a tile; while it is being read, its outline. */
export const Tile = memo(function Tile({ index, column, item, isCursor, isSelected }: TileProps) {
  return (
    <div role="gridcell" aria-colindex={column} aria-selected={isSelected} tabIndex={isCursor ? 0 : -1} data-index={index} className={classes.tile}>
      {item === undefined ? <Outline /> : <TileContents item={item} isSelected={isSelected} />}
    </div>
  );
});

function Outline() {
  const { common } = useWords();
  return (
    <>
      <span className={classes.picture} data-outline role="img" aria-label={common.loading} />
      <span className={classes.lines} data-outline />
    </>
  );
}

function TileContents({ item, isSelected }: { item: FoundItem; isSelected: boolean }) {
  const { library, format } = useWords();
  const { name, bytes, durationS, receivedAt, mediaKind, poster, matched } = item;
  const elsewhere = matched.find(({ where }) => where !== 'names');
  const received = library.received(format.instant(receivedAt));
  return (
    <>
      <span className={classes.picture}>
        <Poster sha256={poster} kind={mediaKind} instead={library.noPoster[mediaKind ?? 'unknown']} />
        {durationS !== null && <span className={`${classes.length} numbers`}>{format.duration(durationS)}</span>}
        <input type="checkbox" className={classes.pick} checked={isSelected} readOnly tabIndex={-1} aria-label={library.selectItem(name)} />
      </span>
      <span className={classes.lines}>
        <ItemName item={item} />
        <span className={`${classes.small} numbers`} title={received}><bdi>{format.bytes(bytes)}</bdi> · <bdi>{format.instant(receivedAt)}</bdi></span>
        {elsewhere === undefined ? null : <span className={classes.small} title={library.matched[elsewhere.where](elsewhere.text)} dir="auto">{library.matched[elsewhere.where](elsewhere.text)}</span>}
        <Signs item={item} most={elsewhere === undefined ? signsShown : 2} />
      </span>
    </>
  );
}

/** The name, which leads to the item. Clicks are taken by the list. */
export function ItemName({ item: { id, name } }: { item: FoundItem }) {
  return (
    <a href={paths.item(id)} tabIndex={-1} className={classes.name} aria-label={name}>
      <MiddleName name={name} />
    </a>
  );
}

/** Flags and verdicts, the weightiest first. */
function Signs({ item, most }: { item: FoundItem; most: number }) {
  return (
    <span className={classes.signs}>
      <ClaimSigns item={item} most={1} />
      <FlagSigns item={item} most={item.claims.length > 0 ? most - 1 : most} />
    </span>
  );
}

/** The verdicts of the claims about an item. */
export function ClaimSigns({ item: { claims }, most }: { item: FoundItem; most: number }) {
  const { library } = useWords();
  const told = ({ id, verdict, quote }: FoundItem['claims'][number]): string =>
    library.claim(id, verdict !== null && Object.hasOwn(library.verdicts, verdict) ? library.verdicts[verdict as keyof typeof library.verdicts] : library.notAssessed, quote);
  const rest = claims.slice(most);
  return (
    <>
      {claims.slice(0, most).map((claim) => <VerdictSign key={claim.id} verdict={claim.verdict} title={told(claim)} />)}
      {rest.length > 0 && <span className={classes.more} title={rest.map(told).join('\n')}>{library.moreClaims(rest.length)}</span>}
    </>
  );
}

/** Flags; those for which there is no room by their number, with the words as its title. */
export function FlagSigns({ item, most }: { item: FoundItem; most: number }) {
  const words = useWords();
  const flags = flagSigns(item, words);
  const hidden = flags.slice(most);
  return (
    <>
      {flags.slice(0, most).map(({ key, ...sign }) => <Sign key={key} {...sign} />)}
      {hidden.length > 0 && <span className={classes.more} title={hidden.map(({ word }) => word).join(', ')}>+{words.format.number(hidden.length)}</span>}
    </>
  );
}
