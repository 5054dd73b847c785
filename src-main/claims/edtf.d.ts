/** What is used of npm `edtf` 4.11, which ships no types: its parser's plain result (its README, "Parser"). */
declare module 'edtf' {
  /** A date as written; month from 0. Bit i of `unspecified` marks the i-th digit of YYYYMMDD. */
  export interface ParsedDate {
    type?: 'Date';
    values: number[];
    offset?: number;
    unspecified?: number;
    uncertain?: boolean | number;
    approximate?: boolean | number;
  }
  export interface ParsedSeason {
    type: 'Season';
    values: [number, number];
    unspecified?: number;
    uncertain?: boolean | number;
    approximate?: boolean | number;
  }
  export interface ParsedYear {
    type: 'Year';
    values: [number];
    significant?: number;
    uncertain?: boolean | number;
    approximate?: boolean | number;
  }
  export interface ParsedDecade {
    type: 'Decade' | 'Century';
    values: [number];
    uncertain?: boolean | number;
    approximate?: boolean | number;
  }
  export type ParsedPart = ParsedDate | ParsedSeason | ParsedYear | ParsedDecade;
  /** An open end (`..`) is Infinity, also the lower one; an unknown end is null. */
  export type ParsedEnd = ParsedPart | number | null;
  export interface ParsedInterval {
    type: 'Interval';
    values: [ParsedEnd, ParsedEnd];
  }
  export interface ParsedSet {
    type: 'Set';
    values: (ParsedPart | ParsedPart[])[];
    earlier?: boolean;
    later?: boolean;
  }
  export interface ParsedList {
    type: 'List';
    values: (ParsedPart | ParsedPart[])[];
  }
  export type Parsed = ParsedPart | ParsedInterval | ParsedSet | ParsedList;
  /** Throws an Error for text that is no EDTF. */
  export function parse(text: string, constraints?: { seasonIntervals?: boolean; seasonUncertainty?: boolean }): Parsed;

  /** The library's own spans, in ms of UTC. */
  export default function edtf(text: string): { min: number; max: number };
}
