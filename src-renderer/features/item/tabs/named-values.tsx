import { Fragment, type ReactNode } from 'react';
import classes from './tabs.module.css';

/** Names and values beside each other; a value that is null is not shown. */
export function NamedValues({ values }: { values: readonly (readonly [name: string, value: ReactNode])[] }) {
  return (
    <dl className={classes['values']}>
      {values.filter(([, value]) => value !== null).map(([name, value]) => (
        <Fragment key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </Fragment>
      ))}
    </dl>
  );
}
