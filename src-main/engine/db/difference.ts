/** A row or an object of the layout that is not what replaying the log gives. */
export interface Difference {
  what: 'missing' | 'added' | 'differs' | 'layout' | 'unreadable';
  table: string;
  /** The row, by its primary key: `seq 7`. For a layout: the object's name. */
  row: string;
  column?: string;
  expected: string;
  actual: string;
}
