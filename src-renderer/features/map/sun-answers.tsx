import { Alert, Stack, Table, Text } from '@mantine/core';
import { IconMoon, IconSun, IconSunHigh, IconSunset2, type Icon } from '@tabler/icons-react';
import type { FoundSun, ToldSun } from '../../../src-main/shared/api/map.ts';
import { useWords } from '../../words/use-words.tsx';
import styles from './map.module.css';

type Light = 'day' | 'horizon' | 'twilight' | 'night';
const signs: Readonly<Record<Light, Icon>> = { day: IconSunHigh, horizon: IconSun, twilight: IconSunset2, night: IconMoon };

/** Within a degree of the horizon, refraction and the width of the disc decide; civil twilight ends at 6 degrees below. */
function lightAt(elevation: number): Light {
  if (elevation > 1) return 'day';
  if (elevation >= -1) return 'horizon';
  return elevation >= -6 ? 'twilight' : 'night';
}

/** Where the sun stood, and the light of the day. */
export function SunStanding({ told: { at, daylight } }: { told: ToldSun }) {
  const { map: { sun: words }, format } = useWords();
  const ends = at === null ? [] : [{ time: at.earliest, sun: at.sun.earliest }, ...(at.latest === at.earliest ? [] : [{ time: at.latest, sun: at.sun.latest }])];
  return (
    <Stack gap="sm" role="status">
      {at !== null && (
        <>
          <Table aria-label={words.position} verticalSpacing={4} horizontalSpacing={4} fz="xs" className={`numbers ${styles['times'] ?? ''}`}>
            <Table.Thead><Table.Tr><Table.Th>{words.at}</Table.Th><Table.Th>{words.height}</Table.Th><Table.Th>{words.direction}</Table.Th></Table.Tr></Table.Thead>
            <Table.Tbody>{ends.map(({ time, sun }) => <Table.Tr key={time}><Table.Td>{format.instant(time)}</Table.Td><Table.Td>{words.degrees(sun.elevation)}</Table.Td><Table.Td>{words.degrees(sun.azimuth)}</Table.Td></Table.Tr>)}</Table.Tbody>
          </Table>
          {[...new Set(ends.map(({ sun }) => lightAt(sun.elevation)))].map((light) => <LightLine key={light} light={light} />)}
          {at.sun.earliest.elevation > 1 && <Text size="sm">{words.shadow((at.sun.earliest.azimuth + 180) % 360)}</Text>}
          <Text size="xs" c="dimmed">{words.error(at.errorDeg)}</Text>
        </>
      )}
      {daylight !== null && <DayOf daylight={daylight} />}
    </Stack>
  );
}

function LightLine({ light }: { light: Light }) {
  const { map: { sun: words } } = useWords();
  const Sign = signs[light];
  return <Text size="sm" fw={600}><Sign size={16} aria-hidden style={{ verticalAlign: 'text-bottom' }} /> {words.light[light]}</Text>;
}

function DayOf({ daylight: { day, sun, civilTwilight } }: { daylight: NonNullable<ToldSun['daylight']> }) {
  const { map: { sun: words }, format } = useWords();
  const text = ({ rise, set, above }: typeof sun): string => {
    if (above !== 'part-of-the-day') return above === 'all-day' ? words.allDay : words.never;
    return words.span(rise === null ? words.beyond : format.instant(rise), set === null ? words.beyond : format.instant(set));
  };
  return (
    <div>
      <Table aria-label={words.dayOf(day)} verticalSpacing={4} fz="xs" className="numbers" captionSide="top">
        <Table.Caption>{words.dayOf(day)}</Table.Caption>
        <Table.Tbody>
          <Table.Tr><Table.Th scope="row">{words.sunUp}</Table.Th><Table.Td>{text(sun)}</Table.Td></Table.Tr>
          <Table.Tr><Table.Th scope="row">{words.lightEnough}</Table.Th><Table.Td>{text(civilTwilight)}</Table.Td></Table.Tr>
        </Table.Tbody>
      </Table>
      <Text size="xs" c="dimmed">{words.level}</Text>
    </div>
  );
}

const mostShown = 200;

/** The times at which what was measured fits. */
export function FoundIntervals({ found: { count, intervals, from, to } }: { found: FoundSun }) {
  const { map: { sun: words }, format } = useWords();
  const seconds = (one: { from: string; to: string }): number => Math.round((Date.parse(one.to) - Date.parse(one.from)) / 1000);
  return (
    <Stack gap="xs" role="status">
      <Text size="xs" c="dimmed">{words.search}: {words.span(format.instant(from), format.instant(to))}</Text>
      {count === 0 ? <Alert variant="light" color="orange">{words.none}</Alert> : <Text size="sm" fw={600}>{words.fits(count)}</Text>}
      <Text size="xs" c="dimmed">{words.means}</Text>
      {count > 0 && (
        <Table verticalSpacing={2} horizontalSpacing={4} fz="xs" className={`numbers ${styles['times'] ?? ''}`} aria-label={words.fits(count)}>
          <Table.Thead><Table.Tr><Table.Th>{words.begin}</Table.Th><Table.Th>{words.end}</Table.Th><Table.Th>{words.length}</Table.Th></Table.Tr></Table.Thead>
          <Table.Tbody>{intervals.slice(0, mostShown).map((one) => <Table.Tr key={one.from}><Table.Td>{format.instant(one.from)}</Table.Td><Table.Td>{format.instant(one.to)}</Table.Td><Table.Td>{format.duration(seconds(one))}</Table.Td></Table.Tr>)}</Table.Tbody>
        </Table>
      )}
      {count > mostShown && <Text size="xs">{words.shown(mostShown)}</Text>}
    </Stack>
  );
}
