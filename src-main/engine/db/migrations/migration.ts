/** One step of the database's layout: numbered, worded, never edited once released. */
export interface Migration {
  number: number;
  title: string;
  sql: string;
}
