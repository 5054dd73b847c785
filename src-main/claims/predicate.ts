// What stands in the record is declared where every room can read it.
export * from '../shared/time-predicate.ts';
