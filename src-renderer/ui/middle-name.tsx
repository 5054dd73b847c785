import classes from './middle-name.module.css';

/** How much of the end of a name stays: a number and the kind of file. */
const endLength = 10;
const segmenter = new Intl.Segmenter();

/** A name on one line that loses its middle where there is no room: beginnings and endings tell names apart. In full as its title. */
export function MiddleName({ name }: { name: string }) {
  const signs = [...segmenter.segment(name)].map(({ segment }) => segment);
  // A short name stays whole.
  const cut = signs.length <= 2 * endLength ? signs.length : signs.length - endLength;
  return (
    <span className={classes.name} dir="auto" title={name}>
      <span className={classes.begin}>{signs.slice(0, cut).join('')}</span>
      <span className={classes.end}>{signs.slice(cut).join('')}</span>
    </span>
  );
}
